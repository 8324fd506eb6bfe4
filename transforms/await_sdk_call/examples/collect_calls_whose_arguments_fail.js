const AWS = require('aws-sdk');
const s3 = new AWS.S3();

function put(key, body) {
  s3.putObject({ Bucket: 'index', Key: key, Body: body.name }, (err) => {
    if (err) console.error(key, err.code);
  });
}

// Today a bad user ends the loop, and those after it are not indexed.
function index(user) {
  put('users/' + user.id, JSON.parse(user.text));
}

exports.handler = async (event) => {
  event.users.forEach((user) => {
    index(user);
  });
};
