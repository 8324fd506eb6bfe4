const { parseString } = require('xml2js');

exports.handler = (event, context, callback) => {
  const kind = event.kind || 'json';
  switch (kind) {
    case 'json':
      callback(null, JSON.parse(event.text));
      break;
    case 'xml':
      parseString(event.text, (err, result) => {
        if (err) callback(err);
        else callback(null, result);
      });
      break;
    case 'both':
      if (event.text.startsWith('<')) parseString(event.text, callback);
      else callback(null, JSON.parse(event.text));
      break;
    default:
      callback(`cannot read ${kind}`);
  }
};
