// The author has decided.
const AWS = require('aws-sdk');
const sns = new AWS.SNS();

const audit = async (text) => {
  await sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: text }).promise();
};

exports.handler = async (event) => {
  // leakfix-ignore await-promise: a lost line of the audit is no harm
  audit('begins');
  audit('goes on'); // leakfix-ignore await-promise: the same
  /* leakfix-ignore await-sdk-call, await-promise */
  audit(
    'ends',
  );
  // leakfix-ignore await-sdk-call: this is another one
  audit('is over');
  return 'ok';
};
