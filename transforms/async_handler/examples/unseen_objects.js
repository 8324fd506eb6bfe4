// Nobody can see what these objects are, or what the package gives: Lambda may be waiting for them today.
const mailer = require('nice-mailer');

function notify(channel, text) {
  channel.send(text);
}

const post = (text) => mailer.post(text);

class Reports {
  constructor(store) {
    this.store = store;
    this.lines = [];
  }

  add(line) {
    this.lines.push(line);
    this.store.save(line);
  }
}

exports.notifies = (event, context, callback) => {
  notify(global.channels[event.channel], event.text);
  callback(null, 'notified');
};

exports.posts = (event, context, callback) => {
  post(event.text);
  callback(null, 'posted');
};

exports.reports = (event, context, callback) => {
  new Reports(global.stores[event.store]).add(event.text);
  callback(null, 'reported');
};

// Lists, maps and loggers start nothing.
function gather(list, log, text) {
  list.push(text);
  log.info(text);
}

exports.gathers = (event, context, callback) => {
  const list = [];
  gather(list, console, event.text);
  callback(null, list);
};
