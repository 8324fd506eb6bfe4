// A PostgreSQL cluster of this worker's own, on loopback, in a directory that goes with it; made when the first example
// asks for a database. It is there where Debian's `postgresql` is installed. It knows nothing of examples.
'use strict';
const { execFileSync, spawn } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { Client } = require('pg');

const START_TIMEOUT_MS = 20000;
const NOBODY = 65534; // PostgreSQL refuses to run as root
const SETTINGS = ['fsync=off', 'full_page_writes=off', 'shared_buffers=16MB', 'max_connections=40', 'autovacuum=off',
  'listen_addresses=127.0.0.1', 'unix_socket_directories='];
// The cluster outlives a worker that is killed just long enough to be stopped and removed: its shell waits for the end
// of a pipe that only the worker holds.
const SUPERVISE = '"$1" "${@:3}" & server=$!; cat > /dev/null; kill -INT $server; wait $server; rm -rf "$2"';

let cluster;
let databases = 0;

/** The directory of `initdb` and `postgres`; undefined where there is no PostgreSQL, or none is wanted. */
function programs() {
  if (process.env.LEAKFIX_WITHOUT_POSTGRES === '1') return undefined;
  const debian = '/usr/lib/postgresql';
  const versions = fs.existsSync(debian) ? fs.readdirSync(debian).sort((a, b) => b - a) : [];
  const directories = [...versions.map((version) => `${debian}/${version}/bin`), ...(process.env.PATH ?? '').split(':')];
  return directories.find((directory) => ['initdb', 'postgres'].every((name) => fs.existsSync(path.join(directory, name))));
}

/** A new database in the cluster: {port, name}. */
async function createDatabase() {
  cluster ??= start(programs());
  const { port } = await cluster;
  const name = `example${++databases}`;
  await query(port, 'postgres', `CREATE DATABASE ${name}`);
  return { port, name };
}

async function query(port, database, text, values) {
  const client = new Client({ host: '127.0.0.1', port, user: 'postgres', database });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}

async function start(bin) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'leakfix-postgres-'));
  const owner = process.getuid() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (owner.uid) fs.chownSync(home, owner.uid, owner.gid);
  const data = path.join(home, 'data');
  const options = { ...owner, cwd: home, env: { PATH: process.env.PATH, LC_ALL: 'C' } };
  execFileSync(path.join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--no-instructions'], { ...options, stdio: 'ignore' });
  const port = await freePort();
  const settings = [...SETTINGS, `port=${port}`].flatMap((setting) => ['-c', setting]);
  const supervisor = spawn('bash', ['-c', SUPERVISE, 'postgres', path.join(bin, 'postgres'), home, '-D', data, ...settings], {
    ...options, detached: true, stdio: ['pipe', 'ignore', 'ignore'],
  });
  supervisor.unref();
  supervisor.stdin.unref?.();
  for (const end = Date.now() + START_TIMEOUT_MS; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    try {
      await query(port, 'postgres', 'SELECT 1');
      return { port };
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}

async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

module.exports = { programs, createDatabase, query };
