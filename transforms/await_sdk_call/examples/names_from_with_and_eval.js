// What a name means is known at run time only where `with` or `eval` can bring it in.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.configured = async (event) => {
  with (event.settings) {
    db.get({ TableName: table, Key: key }, (err, data) => {
      if (err) console.error(err);
      else console.log(data);
    });
  }
};

exports.scripted = async (event) => {
  const data = event.key;
  db.get({ TableName: 'scripts', Key: data }, (err, data) => {
    if (err) console.error(err);
    else console.log(eval(event.script));
  });
};

exports.indirect = async (event) => {
  const run = { eval: (script) => script };
  db.get({ TableName: 'scripts', Key: event.key }, (err, data) => {
    if (err) console.error(err);
    else console.log(run.eval(data), globalThis.eval('1'));
  });
};
