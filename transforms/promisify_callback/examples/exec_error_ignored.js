const childProcess = require('node:child_process');

exports.handler = async () => {
  childProcess.exec('echo out; echo oops >&2; exit 2', (_, out, errors) => {
    console.log(out.trim(), errors.trim());
  });
};
