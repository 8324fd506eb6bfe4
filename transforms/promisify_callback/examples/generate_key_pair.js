const { generateKeyPair } = require('crypto');

exports.handler = async (event) => {
  generateKeyPair('ed25519', {}, (err, publicKey, key) => {
    if (err) throw err;
    console.log(event.name, publicKey.type, key.type);
  });
};
