const https = require('https');
const mysql = require('mysql');
const connection = mysql.createConnection({ host: process.env.HOST });

exports.handler = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;
  connection.query('select * from words', function (err, rows) {
    if (err) throw err;
    else callback(null, rows);
  });
};

exports.later = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;
  connection.query('select * from words', (err, rows) => {
    if (err) callback(err);
    // Who has answered may still fail.
    if (!rows) throw new Error('no rows');
    callback(null, rows);
  });
};

exports.each = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;
  connection.query('select * from words', (err, rows) => {
    if (err) return callback(err);
    rows.forEach((row) => {
      if (!row.word) throw new Error('no word');
    });
    callback(null, rows);
  });
};

exports.perhaps = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;
  connection.query('select * from words', (err, rows) => {
    if (!rows) throw err;
    callback(null, rows);
  });
};

exports.caught = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;
  connection.query('select * from words', (err, rows) => {
    try {
      if (err) throw err;
      callback(null, rows.length);
    } catch (e) {
      callback(null, 0);
    }
  });
};

exports.heard = (event, context, callback) => {
  https.get(event.url, (res) => {
    res.on('data', (part) => console.log(part.length));
    if (res.statusCode > 299) throw new Error('not found');
    res.on('end', () => callback(null, 'ok'));
  });
};

exports.tried = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;
  try {
    // It may know the rows, and call back at once.
    connection.query('select * from words', (err, rows) => {
      if (err) throw err;
      callback(null, rows);
    });
  } catch (e) {
    callback(null, []);
  }
};
