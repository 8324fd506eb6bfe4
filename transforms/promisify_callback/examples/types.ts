import { readFile, type PathLike } from 'fs';
import type { Context } from 'aws-lambda';

const FILE: PathLike = '/etc/hostname';

export const handler = async (event: { id: string }, context: Context): Promise<string> => {
  readFile('/etc/passwd', (err: NodeJS.ErrnoException | null, data: Buffer) => {
    if (err) {
      console.log('cannot read', err.code);
      return;
    }
    console.log(event.id, data.length > 0, FILE);
  });
  return event.id;
};
