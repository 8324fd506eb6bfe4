import * as fs from 'fs';
import type { Context } from 'aws-lambda';

export const handler = async (event: { lines: string[] }, context: Context): Promise<number> => {
  const file = fs.createWriteStream('/tmp/lines.txt', { flags: 'w' });
  file.on('error', (err: Error) => console.error(err.message));
  for (const line of event.lines) {
    file.write(`${line}\n`);
  }
  file.end();
  file.on('finish', () => {
    console.log('written', file.bytesWritten);
  });
  return event.lines.length;
};
