'use strict';

// Only new objects are of interest.
exports.handler = async (event) => {
  const [record] = event.Records;
  if (record.eventName.startsWith('ObjectCreated')) {
    if (record.size > 1000) {
      return { store: 'cold', key: record.key };
    }
    console.log('too small', record.key);
  } else if (record.eventName === 'ObjectRemoved:Delete') {
    throw new Error('should not be removed: ' + record.key);
  }
};
