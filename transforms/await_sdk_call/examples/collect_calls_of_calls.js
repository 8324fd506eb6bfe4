const AWS = require('aws-sdk');
const s3 = new AWS.S3();

function put(key, body) {
  s3.putObject({ Bucket: 'index', Key: key, Body: body }, (err) => {
    if (err) console.error(key, err.code);
    else console.log('put', key);
  });
}

// It fails at nothing before it has put something, nor does `put`.
function index(user) {
  const key = 'users/' + user + '.json';
  put(key, 'index of ' + user);
}

exports.handler = async (event) => {
  event.users.forEach((user) => {
    index(user);
  });
};
