import { S3 } from 'aws-sdk';

const s3 = new S3();

export const handler = async (event: { name: string }): Promise<string> => {
  s3.putObject({ Bucket: 'greetings', Key: event.name, Body: '<hello> & "welcome"' }).promise();
  return `hello ${event.name}`;
};
