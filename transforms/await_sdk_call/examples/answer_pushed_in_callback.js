// The callback fills a list that the handler has already answered with.
var AWS = require('aws-sdk');
var s3 = new AWS.S3();

exports.handler = async function (event) {
    var steps = ['received'];
    s3.putObject({ Bucket: 'thumbnails', Key: event.photo, Body: event.pixels }, function (err, data) {
        if (err) {
            steps.push('failed: ' + err.code);
        } else {
            steps.push('stored');
        }
    });
    return { photo: event.photo, steps: steps };
};
