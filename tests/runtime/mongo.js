// As much of a MongoDB server as its driver needs to connect and to find a document: each collection has one, whose name
// is asked for. It hears what is said after the answer.
'use strict';
const net = require('node:net');
const { BSON } = require('mongodb');

const REPLY = 1;
const QUERY = 2004; // the driver's first words
const MESSAGE = 2013;
const HELLO = { ok: 1, ismaster: true, isWritablePrimary: true, helloOk: true, maxWireVersion: 21, minWireVersion: 0,
  maxBsonObjectSize: 16777216, maxMessageSizeBytes: 48000000, maxWriteBatchSize: 100000, readOnly: false };
// The driver asks for these whenever it likes.
const UNASKED = ['hello', 'ismaster', 'isMaster', 'ping', 'endSessions'];

class Mongo {
  static async create() {
    const mongo = new Mongo();
    await new Promise((resolve) => mongo.server.listen(0, '127.0.0.1', resolve));
    mongo.env = { MONGODB_URI: `mongodb://127.0.0.1:${mongo.server.address().port}/shop?directConnection=true` };
    return mongo;
  }

  hear = () => {};
  sockets = new Set();

  server = net.createServer((socket) => {
    this.sockets.add(socket);
    let rest = Buffer.alloc(0);
    socket.on('error', () => {}).on('data', (data) => {
      rest = Buffer.concat([rest, data]);
      while (rest.length >= 16 && rest.length >= rest.readInt32LE(0)) {
        const length = rest.readInt32LE(0);
        socket.write(this.reply(rest.subarray(0, length)));
        rest = rest.subarray(length);
      }
    });
  });

  reply(message) {
    const id = message.readInt32LE(4);
    if (message.readInt32LE(12) === QUERY) {
      const head = Buffer.alloc(20);
      head.writeInt32LE(1, 16); // one document
      return framed(id, REPLY, Buffer.concat([head, BSON.serialize({ ...HELLO, localTime: new Date() })]));
    }
    const command = BSON.deserialize(message.subarray(21));
    const head = Buffer.alloc(5); // no flags; a section with one document
    return framed(id, MESSAGE, Buffer.concat([head, BSON.serialize(this.answer(command))]));
  }

  answer(command) {
    const [name] = Object.keys(command);
    if (!UNASKED.includes(name)) this.hear(`MongoDB ${name}`);
    if (name !== 'find') return { ...HELLO, localTime: new Date() };
    const firstBatch = [{ _id: 1, name: command.filter.name }];
    return { ok: 1, cursor: { id: BSON.Long.ZERO, ns: `${command.$db}.${command.find}`, firstBatch } };
  }

  async close() {
    this.sockets.forEach((socket) => socket.destroy());
    this.server.close();
  }
}

function framed(to, operation, body) {
  const head = Buffer.alloc(16);
  head.writeInt32LE(16 + body.length, 0);
  head.writeInt32LE(to, 8);
  head.writeInt32LE(operation, 12);
  return Buffer.concat([head, body]);
}

module.exports = { Mongo };
