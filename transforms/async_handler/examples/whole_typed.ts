import AWS from 'aws-sdk';
import { parseString } from 'xml2js';
import type { Callback, Context } from 'aws-lambda';

const sns = new AWS.SNS();

export const handler = (event: { xml: string }, context: Context, callback: Callback) => {
  function refuse(reason: string): void {
    sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:news', Message: reason }, () => callback(reason));
  }

  function parse(xml: string, then: (result: any) => void): void {
    if (!xml) return refuse('nothing');
    parseString(xml, (err, result) => {
      if (err) refuse('no xml');
      else then(result);
    });
  }

  parse(event.xml, (result) => {
    console.log('parsed');
    callback(null, result);
  });
};
