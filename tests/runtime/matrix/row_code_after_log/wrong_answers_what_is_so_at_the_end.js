// after, node20, event 0: the answer is
'use strict';

let served = 0;

module.exports.handler = async function (event) {
  const started = Number(event.started || 0);
  served += 1;
  console.log('served', served, 'since', started);
  return { greeting: 'hello ' + event.name, served };
};
