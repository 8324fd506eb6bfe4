// One service is imported by its name.
import { S3 } from 'aws-sdk';

const s3 = new S3();
const Bucket = process.env.REPORTS as string;

export async function handler(event: { month: string; lines: string[] }): Promise<{ month: string }> {
  s3.putObject({ Bucket, Key: `${event.month}.csv`, Body: event.lines.join('\n') }, (err, data) => {
    if (err) {
      console.error('report failed', err);
    } else {
      console.log('report written', data.ETag);
    }
  });
  return { month: event.month };
}
