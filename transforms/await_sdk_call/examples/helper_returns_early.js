// The function leaves early on one path and starts the call on the other.
var AWS = require('aws-sdk');
var db = new AWS.DynamoDB.DocumentClient();

exports.handler = async function (event) {
    remind(event.task);
    return { task: event.task.id };
};

function remind(task) {
    if (task.done) {
        console.log('nothing to do');
        return;
    }
    db.put({ TableName: 'reminders', Item: { id: task.id } }, function (err) {
        if (err) {
            console.log('no reminder', err.code);
        } else {
            console.log('reminder', task.id);
        }
    });
}
