const AWS = require('aws-sdk');
const zlib = require('zlib');
const knex = require('knex')({
  client: process.env.DATABASE_CLIENT,
  connection: process.env.DATABASE_URL,
  useNullAsDefault: true
});

const s3 = new AWS.S3();

exports.handler = async (event) => {
  const names = await knex('users').orderBy('id').pluck('name');
  zlib.gzip(names.join('\n'), (err, body) => {
    if (err) {
      console.error('not packed', event.key);
      return;
    }
    s3.putObject({ Bucket: 'names', Key: event.key, Body: body }, (err) => {
      if (err) console.error('not kept', event.key);
      else console.log('kept', event.key);
    });
  });
  await knex.destroy();
  return names;
};
