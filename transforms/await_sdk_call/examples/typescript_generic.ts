// TypeScript with a generic function, `as`, `satisfies` and a non-null assertion around the call.
import AWS from 'aws-sdk';

const s3 = new AWS.S3();

const store = <T extends { id: string }>(bucket: string, thing: T): T => {
  const params = { Bucket: bucket, Key: thing.id, Body: JSON.stringify(thing) } satisfies AWS.S3.PutObjectRequest;
  (s3 as AWS.S3)!.putObject(params, (err, data) => {
    if (err) console.error('not stored', thing.id);
    else console.log('stored', (data as AWS.S3.PutObjectOutput).ETag);
  });
  return thing;
};

export const handler = async (event: { id: string }) => {
  return store('things', event);
};
