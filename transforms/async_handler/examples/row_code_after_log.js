'use strict';

let served = 0;

module.exports.handler = function (event, context, callback) {
  const started = Number(event.started || 0);
  callback(null, { greeting: 'hello ' + event.name, served });
  served += 1;
  console.log('served', served, 'since', started);
};
