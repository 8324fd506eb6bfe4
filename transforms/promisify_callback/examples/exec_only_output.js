const { execFile } = require('child_process');

exports.handler = async (event) => {
  const stdout = event.word;
  execFile('echo', [`${stdout}!`], (error, stdout) => {
    if (error) throw error;
    console.log(stdout.trim());
  });
};
