const fs = require('fs');

exports.handler = async (event) => {
  fs.exists(event.path, (exists) => {
    console.log(event.path, exists);
  });
};
