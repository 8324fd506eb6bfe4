// What the stub answers: for each operation the least that a client accepts as a success, or a refusal that no client
// tries again. It keeps nothing but the objects put to S3.
'use strict';
const { createHash } = require('node:crypto');
const { formOf, placeOf, bodyOf } = require('./aws-operations');

const ID = '00000000-0000-0000-0000-000000000000';
const REFUSAL = { code: 'ValidationException', message: 'refused by the example' };
const md5 = (text) => createHash('md5').update(text).digest('hex');

const JSON_ANSWERS = {
  'SQS.SendMessage': (body) => ({ MessageId: ID, MD5OfMessageBody: md5(body.MessageBody) }),
  'SQS.SendMessageBatch': (body) => ({ Failed: [], Successful: body.Entries.map((entry) => ({ Id: entry.Id, MessageId: ID, MD5OfMessageBody: md5(entry.MessageBody) })) }),
  'SQS.GetQueueUrl': (body) => ({ QueueUrl: `https://sqs.us-east-1.amazonaws.com/000000000000/${body.QueueName}` }),
  'EventBridge.PutEvents': (body) => ({ FailedEntryCount: 0, Entries: body.Entries.map(() => ({ EventId: ID })) }),
  'StepFunctions.StartExecution': () => ({ executionArn: 'arn:aws:states:us-east-1:000000000000:execution:example', startDate: 0 }),
  'SecretsManager.GetSecretValue': (body) => ({ Name: body.SecretId, SecretString: '{"password":"example"}' }),
  'SSM.GetParameter': (body) => ({ Parameter: { Name: body.Name, Value: 'example' } }),
  'Kinesis.PutRecord': () => ({ ShardId: 'shardId-000000000000', SequenceNumber: '0' }),
  'Kinesis.PutRecords': (body) => ({ FailedRecordCount: 0, Records: body.Records.map(() => ({ ShardId: 'shardId-000000000000', SequenceNumber: '0' })) }),
  'Firehose.PutRecord': () => ({ RecordId: ID }),
  'Firehose.PutRecordBatch': (body) => ({ FailedPutCount: 0, RequestResponses: body.Records.map(() => ({ RecordId: ID })) }),
  'DynamoDB.Query': () => ({ Items: [], Count: 0, ScannedCount: 0 }),
  'DynamoDB.Scan': () => ({ Items: [], Count: 0, ScannedCount: 0 }),
};

function success(operation, received, objects) {
  if (operation.startsWith('S3.')) return s3(operation, received, objects);
  if (formOf(received).Action) return query(formOf(received).Action);
  const body = bodyOf(received);
  if (operation === 'Lambda.Invoke') {
    const asked = received.headers['x-amz-invocation-type'];
    return json(asked === 'Event' ? 202 : 200, asked === 'Event' ? '' : '{}');
  }
  return json(200, JSON.stringify(JSON_ANSWERS[operation]?.(body) ?? {}), received);
}

function refusal(operation, received) {
  const { code, message } = REFUSAL;
  if (operation.startsWith('S3.')) return xml(400, `<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
  if (formOf(received).Action) {
    return xml(400, `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${ID}</RequestId></ErrorResponse>`);
  }
  const answer = json(400, JSON.stringify({ __type: code, message }), received);
  return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': code } };
}

function s3(operation, received, objects) {
  const { bucket, key } = placeOf(received);
  const place = `${bucket}/${key}`;
  const etag = { etag: `"${md5(received.raw)}"` };
  switch (operation) {
    case 'S3.PutObject':
      objects.set(place, received.raw);
      return { status: 200, headers: etag, body: '' };
    case 'S3.GetObject':
      return { status: 200, headers: etag, body: objects.get(place) ?? '{}' };
    case 'S3.DeleteObject':
      objects.delete(place);
      return { status: 204, headers: {}, body: '' };
    case 'S3.ListObjectsV2':
      return xml(200, `<ListBucketResult><Name>${bucket}</Name><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>`);
    case 'S3.CopyObject':
      return xml(200, `<CopyObjectResult><ETag>${etag.etag}</ETag></CopyObjectResult>`);
    case 'S3.CreateMultipartUpload':
      return xml(200, `<InitiateMultipartUploadResult><Bucket>${bucket}</Bucket><Key>${key}</Key><UploadId>${ID}</UploadId></InitiateMultipartUploadResult>`);
    case 'S3.CompleteMultipartUpload':
      return xml(200, `<CompleteMultipartUploadResult><Bucket>${bucket}</Bucket><Key>${key}</Key></CompleteMultipartUploadResult>`);
    case 'S3.DeleteObjects':
      return xml(200, '<DeleteResult></DeleteResult>');
    default:
      return { status: 200, headers: etag, body: '' };
  }
}

// The query protocol: the identifiers of all its services, each reads its own.
function query(action) {
  const ids = `<MessageId>${ID}</MessageId><TopicArn>arn:aws:sns:us-east-1:000000000000:example</TopicArn>`;
  return xml(200, `<${action}Response><${action}Result>${ids}</${action}Result><ResponseMetadata><RequestId>${ID}</RequestId></ResponseMetadata></${action}Response>`);
}

function json(status, body, received) {
  const type = received?.headers['x-amz-target'] ? received.headers['content-type'] : 'application/json';
  return { status, headers: { 'content-type': type ?? 'application/json', 'x-amzn-requestid': ID }, body };
}

function xml(status, body) {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': ID }, body: `<?xml version="1.0"?>${body}` };
}

module.exports = { success, refusal };
