import * as co from 'co';
import type { Callback, Context } from 'aws-lambda';
import { SNS } from 'aws-sdk';

const sns = new SNS();

export const handler = co.wrap(function* (event: { id: string }, context: Context, callback: Callback) {
  const { MessageId } = yield sns.publish({ TopicArn: process.env.TOPIC, Message: event.id }).promise();
  callback(null, MessageId);
});
