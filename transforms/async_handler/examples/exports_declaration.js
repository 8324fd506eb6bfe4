const AWS = require('aws-sdk');

const sts = new AWS.STS();

module.exports = { handler, describe };

function handler(event, context, callback) {
  sts.getCallerIdentity({}, (err, data) => {
    if (err) return callback(err);
    callback(null, describe(event.region, data.Account));
  });
}

function describe(region, account) {
  return `${region || 'nowhere'} ${account || 'nobody'}`;
}
