const fs = require('fs');
const path = require('path');

exports.handler = (event, context, callback) => {
  const file = path.join('/tmp', 'leakfix-example', 'settings', String(event.tenant));
  fs.readFile(file, 'utf8', (err, text) => {
    if (err && err.code !== 'ENOENT') {
      callback(err);
      return;
    }
    // No settings are no harm.
    const settings = text ? JSON.parse(text) : {};
    callback(null, { tenant: event.tenant, settings });
  });
};
