const { parseString } = require('xml2js');

exports.handler = (event, context, callback) => {
  // Every answer goes out by this.
  function answer(status, body) {
    callback(null, { statusCode: status, body: JSON.stringify(body) });
  }

  if (!event.body) {
    answer(400, 'no body');
    return;
  }
  parseString(event.body, (err, result) => {
    if (err) answer(422, err.message.split('\n')[0]);
    else answer(200, result);
  });
};
