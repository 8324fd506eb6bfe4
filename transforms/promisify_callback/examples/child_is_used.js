const { exec } = require('child_process');

exports.handler = async () => {
  const child = exec('cat', (err, stdout) => {
    if (err) throw err;
    console.log(stdout);
  });
  child.stdin.end('text');
};
