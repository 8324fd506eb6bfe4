const { parseString } = require('xml2js');

exports.handler = (event, context, callback) => {
  const answer = (err, result) => {
    callback(null, { statusCode: err ? 400 : 200, body: JSON.stringify(result) });
  };
  // It is given what parses, which calls it.
  parseString(event.xml, answer);
};

exports.used = (event, context, callback) => {
  const answer = (result) => {
    callback(null, { statusCode: 200, body: JSON.stringify(result) });
  };
  parseString(event.xml, (err, result) => {
    const given = answer(result);
    console.log(given);
  });
};
