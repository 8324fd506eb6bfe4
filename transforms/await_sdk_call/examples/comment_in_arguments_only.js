// A comment is all that an argument list has besides the callback.
const AWS = require('aws-sdk');
const sts = new AWS.STS();

exports.handler = async () => {
  sts.getCallerIdentity(/* nothing to ask for */ (err, data) => {
    if (err) console.error('nobody', err.code);
    else console.log('somebody');
  });
  return 'hello';
};
