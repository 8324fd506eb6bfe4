const AWS = require('aws-sdk');
const rows = new AWS.DynamoDB.DocumentClient();

exports.handler = (event, context, callback) => {
    const reply = (problem, result) => callback(null, {
        statusCode: problem ? 400 : 200,
        body: problem ? problem.message : JSON.stringify(result),
    });
    const { verb, table, row } = event;

    switch (verb) {
        case 'remove':
            rows.delete({ TableName: table, Key: row }, reply);
            break;
        case 'list':
            rows.scan({ TableName: table.toString() }, reply);
            break;
        case 'add':
            rows.put({ TableName: table, Item: row }, reply);
            break;
        default:
            reply(new Error(`cannot ${verb}`));
    }
};
