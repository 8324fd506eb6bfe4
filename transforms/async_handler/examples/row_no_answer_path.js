'use strict';

// Only new objects are of interest.
exports.handler = (event, context, callback) => {
  const [record] = event.Records;
  if (record.eventName.startsWith('ObjectCreated')) {
    if (record.size > 1000) {
      return callback(null, { store: 'cold', key: record.key });
    }
    console.log('too small', record.key);
  } else if (record.eventName === 'ObjectRemoved:Delete') {
    callback(new Error('should not be removed: ' + record.key));
  }
};
