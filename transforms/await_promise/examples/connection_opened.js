const { Client } = require('pg');

let client;

exports.handler = async (event) => {
  if (!client) {
    client = new Client(process.env.DATABASE_URL);
    client.connect();
  }
  if (event.headers) {
    console.log('from', event.headers.host);
  }
  const { rows } = await client.query('SELECT id FROM users');
  return rows.length;
};

// Something else is begun while it is being opened.
exports.beside = async (event) => {
  const own = new Client(process.env.DATABASE_URL);
  own.connect();
  await fetch(event.url);
  const { rows } = await own.query('SELECT id FROM users');
  await own.end();
  return rows.length;
};

// It is told of something that a later query brings about.
exports.told = async () => {
  const listener = new Client(process.env.DATABASE_URL);
  await listener.connect();
  const told = (it) => new Promise((resolve) => it.on('notification', resolve));
  told(listener);
  await listener.query('NOTIFY done');
  await listener.end();
};
