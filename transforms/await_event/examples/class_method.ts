import { request } from 'node:https';

class Hook {
  private readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  send(text: string): void {
    const req = request(this.url, { method: 'POST' }, (res) => {
      console.log('sent', res.statusCode);
    });
    req.on('error', (err) => console.error(err.message));
    req.write(text);
    req.end();
  }
}

export const handler = async (event: { text: string }): Promise<string> => {
  const hook = new Hook('https://hook.example.com/');
  hook.send(event.text);
  return 'sent';
};
