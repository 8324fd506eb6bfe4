import AWS from 'aws-sdk';
import type { ScheduledEvent } from 'aws-lambda';

const s3 = new AWS.S3();

type Report = { day: string; lines: number };

function store(report: Report, callback: (err: Error | null, key?: string) => void): void {
  const key = `${report.day}.json`;
  s3.putObject({ Bucket: 'reports', Key: key, Body: JSON.stringify(report) }, (err) => {
    if (err) {
      return callback(err);
    }
    callback(null, key);
  });
}

const remove = (key: string, callback: (err?: Error) => void): void => {
  s3.deleteObject({ Bucket: 'reports', Key: key }, (err) => callback(err));
};

const find = (key: string, callback: Found) => {
  s3.headObject({ Bucket: 'reports', Key: key }, (err: AWS.AWSError, data: AWS.S3.HeadObjectOutput) => {
    if (err) {
      callback(err);
    } else {
      callback(null, { size: data.ContentLength });
    }
  });
};

type Found = (err: Error | null, found?: { size?: number }) => void;

export const handler = async (event: ScheduledEvent) => {
  remove(`${event.time}.old`, (err) => {
    if (err) throw err;
    store({ day: event.time, lines: 0 }, (err: Error | null, key?: string) => {
      if (err) throw err;
      find(`${key}`, (err, found) => {
        if (err) throw err;
        console.log(key, found ? 'is there' : 'is not there');
      });
    });
  });
};
