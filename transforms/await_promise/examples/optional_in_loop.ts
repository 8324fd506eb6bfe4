// There may be nothing to wait for in a turn, which the type of the list does not know.
import AWS from 'aws-sdk';

const sns = new AWS.SNS();

const tell = (text: string) => {
  if (!text) return undefined;
  return sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: text }).promise();
};

export const handler = async (event: { texts: string[] }): Promise<number> => {
  for (const text of event.texts) {
    tell(text);
  }
  return event.texts.length;
};
