// Names a request as AWS names it ("DynamoDB.PutItem", "SNS.Publish", "S3.GetObject", or "GET https://host/path" for
// anything else) and reduces its body to what the handler asked for. It answers nothing.
'use strict';

const TARGETS = {
  AWSEvents: 'EventBridge', AWSStepFunctions: 'StepFunctions', AmazonSQS: 'SQS', AmazonSSM: 'SSM', TrentService: 'KMS',
  secretsmanager: 'SecretsManager', DynamoDBStreams: 'DynamoDBStreams',
};
const HOSTS = { email: 'SES', monitoring: 'CloudWatch', sns: 'SNS', sqs: 'SQS', sts: 'STS', iam: 'IAM' };
// Made up anew by the client at every call.
const GENERATED = ['ClientRequestToken', 'clientRequestToken'];

function nameOf(received) {
  const { method, url, headers } = received;
  const target = headers['x-amz-target'];
  if (target) {
    const [prefix, operation] = target.split('.');
    const service = prefix.split('_')[0];
    return `${TARGETS[service] ?? service}.${operation}`;
  }
  const origin = headers['x-leakfix-origin'] ?? '';
  const host = origin.replace(/^https?:\/\//, '');
  if (!host.endsWith('.amazonaws.com')) return `${method} ${origin}${url}`;
  const query = formOf(received);
  if (query.Action) return `${HOSTS[host.split('.')[0]] ?? host.split('.')[0]}.${query.Action}`;
  if (host.startsWith('lambda.') && url.includes('/invocations')) return 'Lambda.Invoke';
  if (host.startsWith('lambda.') && url.includes('/invoke-async')) return 'Lambda.InvokeAsync';
  if (/(^|\.)s3[.-]/.test(host)) return `S3.${s3Operation(received, placeOf(received))}`;
  return `${method} ${origin}${url}`;
}

function s3Operation({ method, url, headers }, { key }) {
  const { searchParams } = new URL(url, 'http://s3');
  if (method === 'PUT' && headers['x-amz-copy-source']) return 'CopyObject';
  if (method === 'PUT' && searchParams.has('partNumber')) return 'UploadPart';
  if (method === 'POST' && searchParams.has('uploads')) return 'CreateMultipartUpload';
  if (method === 'POST' && searchParams.has('uploadId')) return 'CompleteMultipartUpload';
  if (method === 'POST' && searchParams.has('delete')) return 'DeleteObjects';
  const verb = { GET: 'Get', PUT: 'Put', DELETE: 'Delete', HEAD: 'Head', POST: 'Post' }[method];
  if (key) return `${verb}Object`;
  return method === 'GET' ? 'ListObjectsV2' : `${verb}Bucket`;
}

/** Bucket and key, whether the bucket stands in the host or in the path. */
function placeOf({ url, headers }) {
  const host = (headers['x-leakfix-origin'] ?? '').replace(/^https?:\/\//, '');
  const path = decodeURIComponent(new URL(url, 'http://s3').pathname).slice(1);
  const inHost = /^(.+)\.s3[.-]/.exec(host);
  if (inHost) return { bucket: inHost[1], key: path };
  const [bucket, ...key] = path.split('/');
  return { bucket, key: key.join('/') };
}

function formOf({ headers, raw }) {
  if (!String(headers['content-type']).includes('x-www-form-urlencoded')) return {};
  return Object.fromEntries(new URLSearchParams(raw.toString()));
}

function bodyOf(received) {
  const name = nameOf(received);
  if (name.startsWith('S3.')) {
    const { bucket, key } = placeOf(received);
    return { bucket, key, text: received.raw.toString() };
  }
  const form = formOf(received);
  if (form.Action) return form;
  const body = jsonOf(received.raw.toString());
  if (name.startsWith('Lambda.')) return { function: received.url.split('/')[3], payload: body };
  if (body && typeof body === 'object') for (const key of GENERATED) delete body[key];
  return body;
}

function jsonOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

module.exports = { nameOf, bodyOf, placeOf, formOf };
