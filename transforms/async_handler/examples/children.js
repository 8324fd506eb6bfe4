// Lambda waits today until the process or the thread is over, and nobody is called back for it.
const { exec, fork } = require('child_process');
const { Worker } = require('worker_threads');

exports.execs = (event, context, callback) => {
  exec('gzip /tmp/' + event.file);
  callback(null, event.file);
};

exports.forks = (event, context, callback) => {
  const child = fork('./resize.js');
  child.send(event.file);
  callback(null, event.file);
};

exports.works = (event, context, callback) => {
  new Worker('./resize.js', { workerData: event.file });
  callback(null, event.file);
};
