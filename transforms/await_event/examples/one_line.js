const https = require('https');

exports.handler = async (event) => {
  if (event.ping) https.get('https://ping.example.com/').on('error', console.error);
};

exports.all = async () => {
  https.get('https://ping.example.com/all');
};
