const fs = require('fs');

exports.handler = async () => {
  const open = 'opened';
  fs.open('/etc/passwd', 'r', (err, fd) => {
    if (err) throw err;
    fs.read(fd, Buffer.alloc(10), 0, 10, 0, (err, n, buffer) => {
      if (err) throw err;
      console.log(open, n, buffer.length);
      fs.close(fd, (err) => {
        if (err) console.log(err);
      });
    });
  });
};
