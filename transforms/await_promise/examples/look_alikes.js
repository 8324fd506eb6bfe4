// All of these are waited for, or are no promises.
const AWS = require('aws-sdk');
const { EventEmitter } = require('events');
const knex = require('knex')({ client: 'pg' });

const db = new AWS.DynamoDB.DocumentClient();
const load = (id) => db.get({ TableName: 'users', Key: { id } }).promise();
const cache = {};

async function fetchTwice(id) {
  const pending = [];
  pending.push(load(id), load(id));
  return Promise.all(pending);
}

function withCallback(id, done) {
  load(id).then((data) => done(null, data), done);
}

const wrapped = (id) =>
  new Promise((resolve, reject) => {
    load(id).then(resolve, reject);
  });

exports.handler = async (event) => {
  const first = load(event.id);
  const second = load(event.other);
  cache.last = load(event.id);
  const emitter = new EventEmitter();
  emitter.emit('ready');
  knex('users').where({ id: event.id });
  await Promise.all([first, second, wrapped(event.id), fetchTwice(event.id)]);
  await new Promise((resolve) => withCallback(event.id, resolve));
  const data = await load(event.id).catch(() => null);
  return data ?? (await cache.last);
};
