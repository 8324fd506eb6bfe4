// A TypeScript class with a private client, and a method typed as one of an interface.
import { SQS, AWSError } from 'aws-sdk';

interface Queue {
  push(text: string): void;
}

class AwsQueue implements Queue {
  constructor(private readonly sqs: SQS, private readonly url: string) {}

  push(text: string): void {
    this.sqs.sendMessage({ QueueUrl: this.url, MessageBody: text }, (err: AWSError, data: SQS.SendMessageResult) => {
      if (err) {
        console.error('not pushed', err.code);
        return;
      }
      console.log('pushed', data.MessageId);
    });
  }
}

const queue: Queue = new AwsQueue(new SQS(), process.env.QUEUE_URL ?? '');

export const handler = async (event: { text: string }) => {
  queue.push(event.text);
  return event.text;
};
