const AWS = require('aws-sdk');
const s3 = new AWS.S3();

// Today a bad user ends the loop, and those after it are not indexed.
function put(key, text) {
  const body = JSON.parse(text);
  s3.putObject({ Bucket: 'index', Key: key, Body: body.name }, (err) => {
    if (err) console.error(key, err.code);
  });
}

function index(user) {
  put('users/' + user.id, user.text);
}

exports.handler = async (event) => {
  event.users.forEach((user) => {
    index(user);
  });
};
