// after, node24, event 1: after the answer
'use strict';

// Only new objects are of interest.
exports.handler = (event) => new Promise((resolve, reject) => {
  const [record] = event.Records;
  if (record.eventName.startsWith('ObjectCreated')) {
    if (record.size > 1000) {
      return resolve({ store: 'cold', key: record.key });
    }
    console.log('too small', record.key);
  } else if (record.eventName === 'ObjectRemoved:Delete') {
    reject(new Error('should not be removed: ' + record.key));
  }
});
