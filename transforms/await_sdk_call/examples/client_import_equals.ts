// TypeScript's own way to import a CommonJS package.
import AWS = require('aws-sdk');

const sqs = new AWS.SQS({ apiVersion: '2012-11-05' });

export const handler = async (event: { jobs: string[] }): Promise<number> => {
    sqs.sendMessageBatch(
        {
            QueueUrl: process.env.QUEUE_URL!,
            Entries: event.jobs.map((job, index) => ({ Id: String(index), MessageBody: job })),
        },
        (err, data) => {
            if (err) {
                console.error('jobs lost', err.message);
                return;
            }
            console.log('jobs queued', data.Successful.length);
        },
    );
    return event.jobs.length;
};
