// The SQL database of one example: PostgreSQL where it is installed, a SQLite file otherwise. The handler gets it as
// DATABASE_CLIENT and DATABASE_URL, as knex takes them. Between the handler and PostgreSQL stands a proxy that hears what
// is said after the answer; SQLite says nothing, there only the answers of later invocations count.
'use strict';
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const postgres = require('./postgres');

const SPOKEN = { Q: 'Query', P: 'Parse', X: 'Terminate' };

class Database {
  /** wanted: {table: [{column: text}]}, each with one row at least. */
  static async create(wanted) {
    const database = postgres.programs() ? await Proxied.open() : new File();
    for (const [table, rows] of Object.entries(wanted)) {
      const columns = Object.keys(rows[0]);
      await database.query(`CREATE TABLE ${table} (${columns.map((column) => `${column} text`).join(', ')})`);
      for (const row of rows) {
        const values = columns.map((column) => `'${String(row[column]).replaceAll("'", "''")}'`);
        await database.query(`INSERT INTO ${table} VALUES (${values.join(', ')})`);
      }
    }
    database.tables = Object.keys(wanted);
    return database;
  }

  async contents() {
    const contents = {};
    for (const table of this.tables) {
      const rows = await this.query(`SELECT * FROM ${table}`);
      contents[table] = rows.map((row) => JSON.stringify(row)).sort().map((row) => JSON.parse(row));
    }
    return contents;
  }
}

class Proxied extends Database {
  static async open() {
    const database = new Proxied();
    database.target = await postgres.createDatabase();
    database.server = net.createServer((socket) => database.carry(socket));
    await new Promise((resolve) => database.server.listen(0, '127.0.0.1', resolve));
    const { port } = database.server.address();
    database.env = { DATABASE_CLIENT: 'pg', DATABASE_URL: `postgres://postgres@127.0.0.1:${port}/${database.target.name}` };
    return database;
  }

  hear = () => {};
  sockets = new Set();

  query(text) {
    return postgres.query(this.target.port, this.target.name, text);
  }

  carry(socket) {
    const server = net.connect(this.target.port, '127.0.0.1');
    this.sockets.add(socket).add(server);
    const spoken = messages((type) => SPOKEN[type] && this.hear(`PostgreSQL ${SPOKEN[type]}`));
    socket.on('data', spoken).on('error', () => {}).on('close', () => server.destroy());
    server.on('error', () => {}).on('close', () => socket.destroy());
    socket.pipe(server).pipe(socket);
  }

  async close() {
    this.sockets.forEach((socket) => socket.destroy());
    this.server.close();
  }
}

class File extends Database {
  constructor() {
    super();
    this.home = fs.mkdtempSync(path.join(os.tmpdir(), 'leakfix-sqlite-'));
    const file = path.join(this.home, 'database.sqlite');
    this.database = new (require('libsql'))(file);
    this.env = { DATABASE_CLIENT: 'better-sqlite3', DATABASE_URL: file };
  }

  async query(text) {
    const statement = this.database.prepare(text);
    return statement.reader ? statement.all() : statement.run();
  }

  async close() {
    this.database.close();
    fs.rmSync(this.home, { recursive: true });
  }
}

// Calls `each` with the type of each message of a client: a byte and a length, but for the first one, which has no type.
function messages(each) {
  let rest = Buffer.alloc(0);
  let isFirst = true;
  return (data) => {
    rest = Buffer.concat([rest, data]);
    for (;;) {
      const head = isFirst ? 0 : 1;
      if (rest.length < head + 4) return;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) return;
      if (!isFirst) each(String.fromCharCode(rest[0]));
      isFirst = false;
      rest = rest.subarray(length);
    }
  };
}

module.exports = { Database };
