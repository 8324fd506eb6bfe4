import type { Callback, Context, SQSEvent } from 'aws-lambda';

export const handler = async (event: SQSEvent, context: Context, callback: Callback): Promise<number> => {
  for (const record of event.Records) {
    console.log(context.functionName, record.body);
  }
  return event.Records.length;
};
