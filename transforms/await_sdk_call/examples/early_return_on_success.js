// Besides the error branch another branch leaves the callback early: both end the callback, neither the handler.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.get({ TableName: 'parcels', Key: { id: event.parcel } }, (err, data) => {
    if (err) {
      console.error(err.code);
      return;
    }
    if (!data.Item) {
      console.log('no parcel', event.parcel);
      return;
    }
    console.log('parcel is in', data.Item.place);
  });
  return { statusCode: 200, body: event.parcel };
};
