import { createReadStream } from 'node:fs';
import { get } from 'node:https';
import { createInterface } from 'node:readline';

export const handler = async (event) => {
  const names = [];
  const lines = createInterface({ input: createReadStream(event.path) });
  lines.on('line', (line) => names.push(line.split(':')[0]));
  lines.on('close', () => names.filter((name) => name === 'root' || name === 'daemon').forEach((name) => {
    get(`https://users.example.com/${name}`, (res) => {
      res.on('data', () => {});
      res.on('end', () => console.log('told', name));
    }).on('error', (err) => console.error(name, err.code));
  }));
};
