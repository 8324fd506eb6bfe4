import { createReadStream, createWriteStream } from 'node:fs';
import { createGzip } from 'node:zlib';

export const handler = async (event) => {
  // The archive is fetched by the next step.
  createReadStream(event.path)
    .pipe(createGzip())
    .pipe(createWriteStream('/tmp/archive.gz'))
    .on('error', (err) => {
      console.error('no archive', err.code);
    })
    .on('finish', () => {
      console.log('archive of', event.path);
    });
};
