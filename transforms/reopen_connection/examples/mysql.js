const mysql = require('mysql');

const connection = mysql.createConnection(process.env.DATABASE_URL);

exports.handler = async (event) => {
  const rows = await new Promise((resolve, reject) => {
    connection.query('SELECT name FROM users', (error, found) => (error ? reject(error) : resolve(found)));
  });
  connection.end();
  return rows;
};
