const { exec } = require('child_process');

exports.handler = async (event) => {
  exec(event.command, (err, stdout) => {
    if (err) {
      console.log('failed', err.code);
      return;
    }
    console.log('done', stdout.length);
  });
};
