// after, node20, event 0: the effects differ
'use strict';

let served = 0;

module.exports.handler = async function (event) {
  const started = Number(event.started || 0);
  const result = { greeting: 'hello ' + event.name, served };
  return result;
  served += 1;
  console.log('served', served, 'since', started);
};
