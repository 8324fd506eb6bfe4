import * as AWS from 'aws-sdk';
import type { ScheduledEvent } from 'aws-lambda';

const s3 = new AWS.S3();

type Report = { day: string; lines: number };

function store(report: Report, callback: (err: Error | null, key: string) => void): void {
  const key = `${report.day}.json`;
  s3.putObject({ Bucket: 'reports', Key: key, Body: JSON.stringify(report) }, (err) => {
    if (err) {
      return callback(err, '');
    }
    callback(null, key);
  });
}

const remove = (key: string, callback: (err?: Error) => void): void => {
  s3.deleteObject({ Bucket: 'reports', Key: key }, (err) => callback(err));
};

export const handler = async (event: ScheduledEvent) => {
  remove(`${event.time}.old`, (err) => {
    if (err) throw err;
  });
};
