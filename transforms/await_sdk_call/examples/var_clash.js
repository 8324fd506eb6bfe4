// The callback's `var` has the name of one around it, and its value must not reach the other.
var AWS = require('aws-sdk');
var db = new AWS.DynamoDB.DocumentClient();

exports.handler = async function (event) {
    var total = event.price * event.count;
    db.get({ TableName: 'taxes', Key: { id: event.country } }, function (err, data) {
        if (err) {
            console.log('no tax', err.code);
            return;
        }
        var total = data.Item.percent;
        var kind = total > 10 ? 'high' : 'low';
        console.log('tax is', kind, total);
    });
    return { total: total };
};
