// Sends the events of one job to one execution environment, stops it at every answer, and reports what came before the
// answer and what only ran after it. It does not judge: comparing two reports is the caller's part.
//
//   event ──► handler ──► answer │ SIGSTOP │ read the tables │ SIGCONT, but no event: the drain │ next event ──► …
//
// In the drain the code was given nothing to do. Whatever runs there was left behind by the invocation.
'use strict';
const fs = require('node:fs');
const { AwsStub } = require('./aws');
const { Connections } = require('./connections');
const { Environment } = require('./environment');
const { withoutTypes } = require('./types');

const TIMEOUT_MS = 5000;
const DRAIN_MS = 400;
const LONGEST_DRAIN_MS = 3000;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** job: {dir, handler, events, runtime, tables?, fail?, failOn?, database?, mongo?, redis?, env?} */
async function run(job) {
  const code = withoutTypes(fs.realpathSync(job.dir));
  const aws = await AwsStub.start(job);
  const connections = await Connections.open(job);
  const report = { runtime: job.runtime, initErrors: [], invocations: [] };
  let environment;
  try {
    for (const [index, event] of job.events.entries()) {
      if (!environment) {
        environment = await Environment.start({ ...job, env: { ...job.env, ...connections.env }, dir: code.directory, stubPort: aws.port });
        const error = await environment.initialised();
        if (error) {
          report.initErrors.push(error);
          break;
        }
      }
      const invocation = await invoke({ environment, aws, connections, index, event });
      report.invocations.push(invocation);
      if (!environment.alive) {
        await environment.kill();
        environment = undefined;
      }
    }
  } finally {
    await environment?.kill();
    await connections.close();
    await aws.close();
    code.remove();
  }
  return report;
}

async function invoke({ environment, aws, connections, index, event }) {
  aws.begin(index);
  connections.begin();
  environment.deliver(index, event);
  const answer = await environment.answered(TIMEOUT_MS);
  const invocation = { event: index, answer: answer.payload, crash: answer.crash };

  aws.freeze();
  connections.freeze();
  await environment.freeze();
  invocation.logs = environment.takeLogs();
  invocation.stderr = environment.takeStderr();
  invocation.tablesAtAnswer = await contents(aws, connections);

  aws.thaw();
  if (environment.alive && !answer.timedOut) {
    environment.thaw();
    await drain(environment, aws);
    invocation.crash ??= environment.exitReason();
  } else {
    await environment.kill();
    await aws.idle(LONGEST_DRAIN_MS);
  }
  invocation.lateLogs = environment.takeLogs();
  invocation.lateStderr = environment.takeStderr();
  invocation.lateWork = environment.takeLateWork();
  Object.assign(invocation, aws.takeRequests());
  invocation.lateStatements = connections.takeLate();
  invocation.tablesAfterDrain = await contents(aws, connections);
  return invocation;
}

async function contents(aws, connections) {
  return connections.contents() ?? aws.tables();
}

async function drain(environment, aws) {
  await sleep(DRAIN_MS);
  await aws.idle(LONGEST_DRAIN_MS);
  await environment.quiet();
}

module.exports = { run };
