// Every service the handler talks to, on one loopback port: DynamoDB by dynalite where the example has tables, a minimal
// success for all others. Records each request, and answers it only after a while, so that nobody gets his answer
// without having waited for it. While the environment is frozen no request takes effect.
'use strict';
const http = require('node:http');
const { nameOf, bodyOf } = require('./aws-operations');
const { success, refusal } = require('./aws-answers');
const { Tables } = require('./tables');

const LATENCY_MS = 30;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

class AwsStub {
  static async start(job) {
    const stub = new AwsStub(job);
    stub.dynamo = job.tables ? await Tables.create(job.tables) : undefined;
    await new Promise((resolve) => stub.server.listen(0, '127.0.0.1', resolve));
    stub.port = stub.server.address().port;
    return stub;
  }

  constructor({ fail = [], failOn, drop = [], cut = [] }) {
    this.fail = new Set(fail);
    this.failOn = failOn;
    this.drop = new Set(drop);
    this.cut = new Set(cut);
    this.objects = new Map(); // what was put to S3
    this.requests = [];
    this.inFlight = 0;
    this.thawed = Promise.resolve();
    this.server = http.createServer((request, response) => this.serve(request, response));
    this.server.keepAliveTimeout = 0;
  }

  begin(event) {
    this.event = event;
    this.late = false;
  }

  /** From here on, a request that comes or is still unanswered is one the invocation did not wait for. */
  freeze() {
    this.late = true;
    for (const request of this.requests) request.late = !request.answered;
    this.thawed = new Promise((resolve) => { this.letThrough = resolve; });
  }

  thaw() {
    this.letThrough();
  }

  async serve(request, response) {
    this.inFlight++;
    try {
      const received = await read(request);
      const record = { operation: nameOf(received), body: bodyOf(received), late: this.late, answered: false };
      this.requests.push(record);
      await sleep(LATENCY_MS);
      await this.thawed;
      const answer = await this.answer(record.operation, received);
      record.status = answer.status;
      record.answered = true;
      if (this.drop.has(record.operation)) request.socket.destroy();
      else if (this.cut.has(record.operation)) await this.cutOff(response, answer);
      else response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch (error) {
      response.destroy(error); // the environment was killed in the middle of a request
    } finally {
      this.inFlight--;
    }
  }

  answer(operation, received) {
    if (this.refuses(operation)) return refusal(operation, received);
    if (this.dynamo && operation.startsWith('DynamoDB.')) return this.dynamo.forward(received);
    return success(operation, received, this.objects);
  }

  /** The connection is lost after the first half of the body. */
  async cutOff(response, { status, headers, body }) {
    response.writeHead(status, { ...headers, 'content-length': body.length }).write(body.slice(0, body.length / 2));
    await sleep(LATENCY_MS);
    response.destroy();
  }

  refuses(operation) {
    return this.fail.has(operation) && (!this.failOn || this.failOn.includes(this.event));
  }

  /** The requests since the last call, by whether the invocation waited for them. */
  takeRequests() {
    const requests = this.requests.splice(0);
    const plain = ({ operation, body, status }) => ({ operation, body, status });
    return {
      requests: requests.filter((request) => !request.late).map(plain),
      lateRequests: requests.filter((request) => request.late).map(plain),
    };
  }

  /** Waits until no request has been under way for twice the latency, at most `longestMs`. */
  async idle(longestMs) {
    const end = Date.now() + longestMs;
    for (let still = 0; still < 6 && Date.now() < end; await sleep(LATENCY_MS / 3)) {
      still = this.inFlight === 0 ? still + 1 : 0;
    }
  }

  tables() {
    return this.dynamo?.contents();
  }

  async close() {
    this.server.closeAllConnections();
    this.server.close();
    await this.dynamo?.close();
  }
}

async function read(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return { method: request.method, url: request.url, headers: request.headers, raw: Buffer.concat(chunks) };
}

module.exports = { AwsStub };
