// Lambda waits today until the process or the thread is over, and nobody is called back for it.
const { exec, fork } = require('child_process');
const { Worker } = require('worker_threads');

exports.handler = (event, context, callback) => {
  exec('sleep 0.3; echo ' + event.text + ' > /tmp/children.txt');
  callback(null, event.text);
};

exports.forks = (event, context, callback) => {
  const child = fork('./resize.js');
  child.send(event.text);
  callback(null, event.text);
};

exports.works = (event, context, callback) => {
  new Worker('./resize.js', { workerData: event.text });
  callback(null, event.text);
};
