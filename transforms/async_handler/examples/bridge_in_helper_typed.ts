import * as https from 'https';
import type { Callback, Context } from 'aws-lambda';

type Ping = { url: string };

function ping(url: string, callback: Callback<number>): void {
  https.get(url, (res) => {
    res.resume();
    res.on('end', () => callback(null, res.statusCode));
  }).on('error', (err) => callback(err));
}

export const handler = (event: Ping, context: Context, callback: Callback<number>): void => {
  if (!event.url) return callback(null, 0);
  ping(event.url, callback);
};
