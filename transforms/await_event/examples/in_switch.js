const https = require('https');

const save = async (what) => {
  await null;
  console.log('saved', what);
};

exports.handler = async (event) => {
  switch (event.kind) {
    case 'text':
      https.get('https://api.example.com/text', (res) => {
        let ended = '';
        res.on('data', (chunk) => { ended += chunk; });
        res.on('end', async function () {
          await save(ended);
        });
      }).on('error', console.error);
      break;
    case 'head': {
      https.get('https://api.example.com/head', (res) => {
        const { statusCode: code, headers: { etag = 'none' } } = res;
        res.resume();
        res.on('end', async () => {
          if (code !== 200) return;
          await save({ code, etag });
        });
      }).on('error', console.error);
    }
  }
};
