const https = require('https');
const parse = require('./parse');

exports.handler = async (event) => {
  https.get(event.url, (res) => {
    parse(res, (err, body) => console.log(err, body));
  });
};

exports.early = async (event) => {
  https.get(event.url, (res) => {
    res.on('end', () => console.log('this never comes'));
  });
};
