// The second call stands in the `else` of the first, and uses the data of both.
var AWS = require('aws-sdk');
var db = new AWS.DynamoDB.DocumentClient();

exports.handler = async function (event) {
    db.get({ TableName: 'accounts', Key: { id: event.account } }, function (err, data) {
        if (err) {
            console.log('no account', err.code);
        } else {
            var balance = data.Item.balance + event.amount;
            db.put({ TableName: 'accounts', Item: { id: event.account, balance: balance } }, function (err, written) {
                if (err) {
                    console.log('balance not written', err.code);
                } else {
                    console.log('balance was', data.Item.balance, 'and is', balance, written);
                }
            });
        }
    });
    return 'booked';
};
