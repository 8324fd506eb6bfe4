const EventEmitter = require('events');

// The driver of the label printer knows events only.
class Printer extends EventEmitter {
  print(label) {
    setTimeout(() => {
      if (!label) this.emit('jam', 'no label');
      else if (label.length > 10) this.emit('jam', new Error('label too long'));
      else this.emit('printed', label.length);
    }, 5);
    return this;
  }
}

exports.handler = (event, context, callback) => {
  const printer = new Printer();
  printer.once('jam', (reason) => callback(reason));
  printer.once('printed', (size) => callback(null, { size }));
  printer.print(event.label.trim());
};
