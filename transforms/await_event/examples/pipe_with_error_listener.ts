import { createReadStream, createWriteStream } from 'fs';

export const handler = async (event: { path: string }) => {
  const target = createWriteStream('/tmp/copy');
  target.on('error', (err: NodeJS.ErrnoException) => {
    // The next invocation tries again.
    console.error('not copied', err.code);
  });
  createReadStream(event.path).pipe(target);
  target.on('finish', () => console.log('copied'));
  return { path: event.path };
};

export const after = async (event: { path: string }) => {
  const target = createWriteStream('/tmp/copy');
  createReadStream(event.path).pipe(target); // a copy
  target.on('error', console.error);
  target.on('finish', () => console.log('copied'));
};

export const between = async (event: { path: string }) => {
  const target = createWriteStream('/tmp/copy');
  createReadStream(event.path).pipe(target);
  target.on('open', () => console.log('open'));
  target.on('error', (err) => console.error(err));
  target.on('finish', () => console.log('copied'));
};
