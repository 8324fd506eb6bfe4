const { exec } = require('child_process');

exports.handler = async (event) => {
  exec(`echo ${event.word}; exit ${event.code}`, (err, stdout, stderr) => {
    if (err) {
      console.error('failed', err.code, stdout.trim(), stderr.length);
    } else {
      console.log('said', stdout.trim());
    }
  });
  return 'ok';
};
