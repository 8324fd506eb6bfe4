// A socket's `send` takes a callback too, but it is no client of AWS: nothing may change.
const { EventEmitter } = require('events');

class Socket extends EventEmitter {
  send(text, done) {
    this.emit('sent', text);
    done(null, text.length);
  }
}

const client = new Socket();
client.on('sent', (text) => console.log('sent', text));

exports.handler = async (event) => {
  let bytes;
  client.send(event.text, (err, length) => {
    if (err) return console.error(err);
    bytes = length;
  });
  return { bytes };
};
