// The callback is a function of the module with a name, used only here.
const AWS = require('aws-sdk');
const firehose = new AWS.Firehose();

const delivered = function (err, data) {
  if (err) console.error('not delivered', err.code);
  else console.log('delivered', data.RecordId);
};

exports.handler = async function (event) {
  firehose.putRecord({ DeliveryStreamName: 'audit', Record: { Data: event.line + '\n' } }, delivered);
  return 'noted';
};
