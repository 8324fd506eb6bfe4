const mysql = require('mysql');
const pool = mysql.createPool(process.env.DATABASE_URL);

exports.handler = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;
  pool.getConnection((err, connection) => {
    if (err) return callback(err);
    connection.query('SELECT * FROM guests WHERE id = ?', [event.id], (err, rows) => {
      if (err) return callback(err);
      callback(null, rows);
    });
  });
};
