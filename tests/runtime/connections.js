// What an example connects to besides AWS, and what is said to it after an answer. It judges nothing.
'use strict';
const { Database } = require('./database');
const { Mongo } = require('./mongo');
const { Redis } = require('./redis');

class Connections {
  /** job: {database?: {table: rows}, mongo?: true, redis?: true} */
  static async open(job) {
    const connections = new Connections();
    if (job.database) connections.database = await Database.create(job.database);
    if (job.mongo) connections.mongo = await Mongo.create();
    if (job.redis) connections.redis = await Redis.create();
    for (const peer of connections.peers()) peer.hear = (words) => connections.isLate && connections.late.push(words);
    return connections;
  }

  isLate = false;
  late = [];

  peers() {
    return [this.database, this.mongo, this.redis].filter(Boolean);
  }

  get env() {
    return Object.assign({}, ...this.peers().map((peer) => peer.env));
  }

  begin() {
    this.isLate = false;
  }

  freeze() {
    this.isLate = true;
  }

  takeLate() {
    return this.late.splice(0);
  }

  contents() {
    return this.database?.contents();
  }

  async close() {
    for (const peer of this.peers()) await peer.close();
  }
}

module.exports = { Connections };
