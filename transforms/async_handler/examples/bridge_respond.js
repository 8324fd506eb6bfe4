const { parseString } = require('xml2js');

function respond(callback, statusCode, body) {
  callback(null, { statusCode, body: JSON.stringify(body) });
}

exports.handler = (event, context, callback) => {
  parseString(event.xml, { explicitArray: false }, (err, order) => {
    if (err) {
      console.error('not xml', event.id);
      return respond(callback, 400, { message: 'not xml' });
    }
    if (!order.order) return callback(new Error('no order'));
    respond(callback, 200, order.order);
  });
};
