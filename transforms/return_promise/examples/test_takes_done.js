// A test that is told by `done` cannot wait for a promise as well: the function keeps its callback, and is wrapped.
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

function find(id, callback) {
  ddb.get({ TableName: 'meals', Key: { id } }, (err, data) => {
    if (err) return callback(err);
    callback(null, data.Item);
  });
}

exports.handler = async (event) => {
  find(event.id, (err, meal) => {
    if (err) throw err;
    console.log(meal);
  });
};

if (process.env.TEST) {
  it('finds nothing', (done) => {
    find('none', (err, meal) => {
      expect(meal).toBeUndefined();
      done(err);
    });
  });
}
