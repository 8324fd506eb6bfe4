const { spawn } = require('child_process');

exports.handler = async (event) => {
  const child = spawn('echo', [event.text]);
  let out = '';
  child.stdout.on('data', (data) => { out += data; });
  child.stderr.on('data', (data) => console.error(data.toString()));
  child.on('error', (err) => console.error(err.code));
  child.on('close', (code) => {
    console.log('exit', code, out.trim());
  });
};
