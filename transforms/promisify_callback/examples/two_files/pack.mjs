import { tmpdir } from 'os';
import { appendFile, stat } from 'fs';

export async function pack(text) {
  appendFile('/tmp/leakfix-pack.log', `${text.length}\n`, (err) => {
    if (err) console.log('not logged');
    else console.log('logged');
  });
  return new Promise((resolve, reject) => {
    stat(tmpdir(), (err, folder) => {
      if (err) reject(err);
      else resolve(folder.isDirectory());
    });
  });
}
