const { parseString } = require('xml2js');

exports.handler = (event, context, callback) => {
  if (!event.xml) {
    return callback('no xml');
  }
  parseString(event.xml, { explicitArray: false }, (err, order) => {
    if (err) {
      console.log('not xml', event.id);
      return callback(err);
    }
    // Only orders have items.
    callback(null, { id: event.id, items: order.order.item });
  });
};
