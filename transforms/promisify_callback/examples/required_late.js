const AWS = require('aws-sdk');

AWS.config.update({ region: 'us-east-1' });

const fs = require('fs'); // files
const LIMIT = 3;

exports.handler = async (event) => {
  fs.stat(__filename, (err, stats) => {
    if (err) throw err;
    console.log(event.id, stats.isFile(), LIMIT);
  });
};
