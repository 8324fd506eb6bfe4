import { request } from 'node:https';

export const handler = async (event) => {
  const req = request(`https://api.example.com/users/${event.id}`, { method: 'DELETE', timeout: 2000 });
  req.on('response', (res) => {
    if (res.statusCode === 404) {
      console.log('nobody there');
      return;
    }
    const chunks = [];
    res.on('data', (chunk) => chunks.push(chunk));
    res.on('end', () => console.log('gone', Buffer.concat(chunks).toString()));
  });
  req.on('timeout', () => req.destroy(new Error('too slow')));
  req.on('error', (err) => console.error(err.message));
  req.end();
  return 'done';
};
