// One execution environment: the real runtime client of AWS in a process group of its own, which can be stopped and
// continued, and the Runtime API it asks for events. It knows nothing of AWS services.
'use strict';
const fs = require('node:fs');
const http = require('node:http');
const { spawn } = require('node:child_process');
const { runtimeNamed } = require('./runtimes');

const INIT_TIMEOUT_MS = 20000;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const running = new Set();
process.on('exit', () => running.forEach((environment) => environment.signal('SIGKILL')));

class Environment {
  static async start(job) {
    const environment = new Environment(job);
    await environment.listen();
    environment.spawn();
    return environment;
  }

  constructor(job) {
    this.job = job;
    this.runtime = runtimeNamed(job.runtime);
    this.output = { stdout: [], stderr: [] };
    this.lateWork = [];
    this.alive = false;
    this.initError = undefined;
    this.nextRequest = undefined; // the runtime's open GET /next; answering it delivers an event
    this.wake = () => {}; // settles whatever this side waits for
  }

  // ---- the Runtime API

  async listen() {
    this.server = http.createServer((request, response) => this.serve(request, response));
    this.server.requestTimeout = 0;
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async serve(request, response) {
    if (request.url.endsWith('/runtime/invocation/next')) {
      this.nextRequest = response;
      this.wake();
      return;
    }
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const [, kind] = /\/(response|error)$/.exec(request.url) ?? [];
    if (request.url.endsWith('/runtime/init/error')) {
      this.initError = parse(body);
      response.writeHead(202).end('{}');
      this.wake();
    } else if (kind) {
      this.onPost({ id: request.url.split('/').at(-2), kind, body, trailers: request.trailers, overHttp: true });
      response.writeHead(202).end('{}');
    } else {
      response.writeHead(404).end();
    }
  }

  // A second answer, and an error told after the answer, are refused by Lambda as well; the client goes on at once.
  onPost(post) {
    if (!this.expected || post.id !== this.expected) {
      this.release(post);
      return;
    }
    this.expected = undefined;
    this.post = post;
    this.wake();
  }

  /** Waits until the runtime asks for its first event; the error if it could not load the handler. */
  async initialised() {
    await this.until(() => this.nextRequest || this.initError || !this.alive, INIT_TIMEOUT_MS);
    const error = this.initError ?? (this.alive ? undefined : { errorType: 'Runtime.ExitError', errorMessage: this.exitReason() });
    this.takeLogs();
    const stderr = this.takeStderr();
    if (error) return { errorType: error.errorType, errorMessage: error.errorMessage, stderr };
    if (!this.nextRequest) return { errorType: 'Sandbox.Timedout', errorMessage: `init took more than ${INIT_TIMEOUT_MS} ms`, stderr };
    return undefined;
  }

  deliver(index, event) {
    const id = `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`;
    this.expected = id;
    this.post = undefined;
    const next = this.nextRequest;
    this.nextRequest = undefined;
    next.writeHead(200, {
      'Content-Type': 'application/json',
      'Lambda-Runtime-Aws-Request-Id': id,
      'Lambda-Runtime-Deadline-Ms': String(Date.now() + 5000),
      'Lambda-Runtime-Invoked-Function-Arn': 'arn:aws:lambda:us-east-1:000000000000:function:example',
      'Lambda-Runtime-Trace-Id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0',
    });
    next.end(JSON.stringify(event));
  }

  /** {payload, crash?, timedOut?}; payload is {response} or {error: {errorType, errorMessage}} or {timeout} or {exit}. */
  async answered(timeoutMs) {
    await this.until(() => this.post || !this.alive, timeoutMs);
    if (this.post) {
      // A streamed answer is sent by ordinary HTTP: the invocation ends when the runtime asks for the next event.
      if (this.post.overHttp) await this.until(() => this.nextRequest || !this.alive, timeoutMs);
      return { payload: payloadOf(this.post) };
    }
    if (!this.alive) return { payload: { exit: this.exitReason() }, crash: this.exitReason() };
    return { payload: { timeout: true }, timedOut: true };
  }

  async until(condition, timeoutMs) {
    const end = Date.now() + timeoutMs;
    while (!condition() && Date.now() < end) {
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, Math.max(0, end - Date.now()));
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  // ---- the process

  spawn() {
    const { runtime, job } = this;
    this.child = spawn(runtime.node, runtime.arguments(job.handler), {
      cwd: job.dir,
      env: this.variables(),
      detached: true, // a group of its own, so that what the handler starts is stopped with it
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
    });
    this.alive = true;
    running.add(this);
    const [, stdout, stderr, lateWork, posts, acknowledge] = this.child.stdio;
    lines(stdout, (line) => this.output.stdout.push(line));
    lines(stderr, (line) => this.output.stderr.push(line));
    lines(lateWork, (line) => this.lateWork.push(JSON.parse(line)));
    lines(posts, (line) => this.onPost(JSON.parse(line)));
    this.acknowledge = acknowledge.on('error', () => {});
    this.gone = new Promise((resolve) => {
      this.child.on('close', (code, signal) => {
        this.alive = false;
        this.exit = { code, signal };
        running.delete(this);
        this.wake();
        resolve();
      });
    });
  }

  variables() {
    const { runtime, job } = this;
    return {
      PATH: process.env.PATH,
      HOME: job.dir, // no ~/.aws of whoever runs the tests
      TZ: ':UTC',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'example',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: '1',
      AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING: '1',
      AWS_XRAY_CONTEXT_MISSING: 'IGNORE_ERROR',
      ...job.env,
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${this.server.address().port}`,
      AWS_EXECUTION_ENV: runtime.executionEnv,
      AWS_LAMBDA_FUNCTION_NAME: 'example',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/example',
      AWS_LAMBDA_LOG_STREAM_NAME: 'example',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      LAMBDA_TASK_ROOT: job.dir,
      LAMBDA_RUNTIME_DIR: runtime.client,
      _HANDLER: job.handler,
      LEAKFIX_TASK_ROOT: job.dir,
      LEAKFIX_STUB_PORT: String(job.stubPort),
    };
  }

  signal(name) {
    try {
      process.kill(-this.child.pid, name);
    } catch {
      // the group is gone already
    }
  }

  /** Stops the group. The thread that answered is blocked until thaw(), so not one more line of it has run. */
  async freeze() {
    if (!this.alive) return;
    this.signal('SIGSTOP');
    for (let i = 0; i < 200 && !isStopped(this.child.pid); i++) await sleep(1);
    await this.quiet();
  }

  thaw() {
    this.signal('SIGCONT');
    this.release(this.post);
  }

  // Lets the thread go on that posted this. A streamed answer blocks no thread.
  release(post) {
    if (!post.overHttp) this.acknowledge.write('.');
  }

  async kill() {
    if (this.alive) this.signal('SIGKILL');
    await this.gone;
    this.server.closeAllConnections();
    this.server.close();
  }

  exitReason() {
    if (this.alive || !this.exit) return undefined;
    return this.exit.signal ? `signal ${this.exit.signal}` : `exit status ${this.exit.code}`;
  }

  // ---- what it printed

  /** Waits until nothing more comes out of the pipes. */
  async quiet() {
    const size = () => this.output.stdout.length + this.output.stderr.length + this.lateWork.length;
    for (let still = 0, before = -1; still < 3; await sleep(3)) {
      still = size() === before ? still + 1 : 0;
      before = size();
    }
  }

  takeLogs() {
    return this.output.stdout.splice(0).filter((line) => !isOfRuntime(line)).map(withoutPrefix);
  }

  takeStderr() {
    return this.output.stderr.splice(0);
  }

  takeLateWork() {
    return this.lateWork.splice(0);
  }
}

function payloadOf({ kind, body, trailers, overHttp }) {
  const failedType = trailers?.['lambda-runtime-function-error-type'];
  if (failedType) return { error: { errorType: failedType, streamed: body } };
  if (overHttp && kind === 'response') return { response: { streamed: body } };
  const value = parse(body);
  if (kind === 'response') return { response: value };
  return { error: { errorType: value.errorType, errorMessage: value.errorMessage } };
}

function parse(body) {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function lines(stream, each) {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop();
    parts.forEach(each);
  });
  stream.on('end', () => rest && each(rest));
}

// Lines the runtime client itself writes: its verbose log, and the error it is about to report as the answer.
function isOfRuntime(line) {
  return line === '' || / LAMBDA_RUNTIME |^Executing '/.test(line)
    || /\tERROR\t(Invoke Error|Uncaught Exception|Unhandled Promise Rejection) \t/.test(line);
}

// "2025-01-01T00:00:00.000Z<TAB>request id<TAB>INFO<TAB>text" -> "INFO<TAB>text"; frames of a printed stack move with every edit.
function withoutPrefix(line) {
  return line.replace(/^\S+Z\t\S+\t/, '').replace(/\r +at [^\r]*/g, '').replaceAll('\r', '\n');
}

function isStopped(pid) {
  try {
    return /\) [TtZX]/.test(fs.readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return true; // no /proc, or no such process
  }
}

module.exports = { Environment };
