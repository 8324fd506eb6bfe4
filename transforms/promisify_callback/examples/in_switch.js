const fs = require('fs');

exports.handler = async (event) => {
  switch (event.kind) {
    case 'clean':
      fs.rm('/tmp/leakfix-switch', { force: true }, (err) => {
        if (err) console.log('not removed');
        else console.log('removed');
      });
      break;
    default:
      console.log('nothing to do');
  }
};
