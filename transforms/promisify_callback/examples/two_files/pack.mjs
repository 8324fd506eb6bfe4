import { gzip } from 'zlib';
import { appendFile } from 'fs';

export async function pack(text) {
  appendFile('/tmp/leakfix-pack.log', `${text.length}\n`, (err) => {
    if (err) console.log('not logged');
    else console.log('logged');
  });
  return new Promise((resolve, reject) => {
    gzip(text, (err, packed) => {
      if (err) reject(err);
      else resolve(packed);
    });
  });
}
