import { scrypt } from 'crypto';

export const handler = async (event: { user: string }) => {
  scrypt('password', `${event.user}:salt`, 16, (err, key) => {
    if (err) throw err;
    console.log(event.user, key.length);
  });
};
