import https from 'https';

interface User {
  id: string;
}

export const handler = async (event: User): Promise<{ ok: boolean }> => {
  https.get(`https://api.example.com/${event.id}`, (res) => {
    let body = '';
    res.on('data', (chunk) => { body += chunk; });
    res.on('end', async () => {
      body = body.trim();
      await save(event, body);
    });
  });
  return { ok: true };
};

async function save(user: User, body: string): Promise<void> {
  await Promise.resolve();
  console.log(user.id, body);
}
