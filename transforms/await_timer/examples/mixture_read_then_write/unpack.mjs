import { gunzip } from 'node:zlib';
import { notify } from './notify.mjs';

// Three levels: unpacked, then after a while, then sent.
export function unpack(data) {
  gunzip(Buffer.from(data, 'base64'), (err, bytes) => {
    if (err) {
      console.log('cannot be unpacked');
      return;
    }
    setTimeout(() => {
      notify(bytes.toString());
    }, 10);
  });
}
