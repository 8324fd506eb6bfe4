// A function of the handler itself, by whose callback it only says that it is done.
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const names = [];
  const get = (id, cb) => {
    ddb.get({ TableName: 'users', Key: { id } }, (err, data) => {
      if (err) return cb(err);
      names.push(data.Item.name);
      cb();
    });
  };
  get(event.a, (err) => {
    if (err) throw err;
    get(event.b, (err) => {
      if (err) throw err;
      console.log(names);
    });
  });
};
