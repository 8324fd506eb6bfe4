// Nobody looks at the error; the callback copes with `data` being null.
const Kinesis = require('aws-sdk/clients/kinesis');

const kinesis = new Kinesis();

exports.handler = async (event) => {
  const record = { StreamName: 'clicks', PartitionKey: event.page, Data: JSON.stringify(event) };
  kinesis.putRecord(record, (err, data) => {
    console.log('click on', event.page, 'in shard', data ? data.ShardId : 'none');
  });
  return 'thanks';
};
