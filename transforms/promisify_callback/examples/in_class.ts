import * as crypto from 'crypto';
import type { InspectOptions } from 'util';

class Tokens {
  options: InspectOptions;

  constructor(options: InspectOptions) {
    this.options = options;
  }

  async issue(user: string): Promise<void> {
    crypto.pbkdf2('password', user + ':salt', 1000, 16, 'sha256', (err, key) => {
      if (err) throw err;
      console.log(user, key.length, this.options.depth);
    });
  }
}

export const handler = async (event: { user: string }) => {
  const tokens = new Tokens({ depth: 1 });
  await tokens.issue(event.user);
};
