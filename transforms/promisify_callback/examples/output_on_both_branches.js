const { exec } = require('child_process');

exports.handler = async (event) => {
  exec('ls /etc/passwd', (err, stdout, stderr) => {
    if (err) {
      console.log(`failed ${stderr}`, { stdout });
      return;
    }
    const lines = stdout.split('\n');
    console.log(event.id, lines.length, stderr);
  });
};
