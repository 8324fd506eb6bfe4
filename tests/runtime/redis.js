// As much of a Redis server as clients need to connect, count and quit; it hears what is said after the answer.
'use strict';
const net = require('node:net');

class Redis {
  static async create() {
    const redis = new Redis();
    await new Promise((resolve) => redis.server.listen(0, '127.0.0.1', resolve));
    redis.env = { REDIS_URL: `redis://127.0.0.1:${redis.server.address().port}` };
    return redis;
  }

  hear = () => {};
  values = new Map();
  sockets = new Set();

  server = net.createServer((socket) => {
    this.sockets.add(socket);
    let rest = '';
    socket.setEncoding('latin1').on('error', () => {}).on('data', (text) => {
      rest += text;
      for (let command = read(rest); command; command = read(rest)) {
        rest = rest.slice(command.length);
        const [name, ...words] = command.words;
        this.hear(`Redis ${name.toUpperCase()}`);
        socket.write(this.answer(name.toLowerCase(), words));
        if (name.toLowerCase() === 'quit') socket.end();
      }
    });
  });

  answer(name, [key, value]) {
    switch (name) {
      case 'incr':
        this.values.set(key, Number(this.values.get(key) ?? 0) + 1);
        return `:${this.values.get(key)}\r\n`;
      case 'set':
        this.values.set(key, value);
        return '+OK\r\n';
      case 'get':
        return this.values.has(key) ? bulk(String(this.values.get(key))) : '$-1\r\n';
      case 'info':
        return bulk('redis_version:7.0.0\r\n');
      case 'hello':
        return '-NOPROTO only RESP2\r\n';
      default:
        return '+OK\r\n';
    }
  }

  async close() {
    this.sockets.forEach((socket) => socket.destroy());
    this.server.close();
  }
}

const bulk = (text) => `$${text.length}\r\n${text}\r\n`;

// The first command of a text: `*2\r\n$4\r\nINCR\r\n$1\r\na\r\n`; undefined if it is not there as a whole.
function read(text) {
  const head = /^\*(\d+)\r\n/.exec(text);
  if (!head) return undefined;
  let at = head[0].length;
  const words = [];
  for (let count = Number(head[1]); count > 0; count--) {
    const size = /^\$(\d+)\r\n/.exec(text.slice(at));
    if (!size) return undefined;
    const start = at + size[0].length;
    at = start + Number(size[1]) + 2;
    if (text.length < at) return undefined;
    words.push(text.slice(start, at - 2));
  }
  return { words, length: at };
}

module.exports = { Redis };
