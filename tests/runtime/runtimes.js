// The Lambda runtimes: which Node.js and which published runtime client of AWS make up each. It starts nothing.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const PACKAGES = path.join(__dirname, 'node_modules');
const PRELOAD = path.join(__dirname, 'preload', 'index.cjs');

const RUNTIMES = {
  node20: {
    major: 20,
    executionEnv: 'AWS_Lambda_nodejs20.x',
    client: path.join(PACKAGES, 'ric3'),
    addon: 'dist/rapid-client.node',
    main: (client, handler) => [path.join(client, 'bin/index.mjs'), handler],
  },
  node24: {
    major: 24,
    executionEnv: 'AWS_Lambda_nodejs24.x',
    client: path.join(PACKAGES, 'ric4'),
    addon: 'rapid-client.node',
    main: (client) => [path.join(client, 'index.mjs')], // reads _HANDLER
  },
};

function runtimeNamed(name) {
  const runtime = RUNTIMES[name];
  if (!runtime) throw new Error(`no runtime is called ${name}; there are ${Object.keys(RUNTIMES).join(', ')}`);
  // The compiled HTTP addon is not built; preload/client.cjs takes its place when this file is asked for.
  fs.closeSync(fs.openSync(path.join(runtime.client, runtime.addon), 'a'));
  return {
    ...runtime,
    node: nodeOf(runtime.major),
    arguments: (handler) => ['--no-warnings', '--require', PRELOAD, ...runtime.main(runtime.client, handler)],
  };
}

function nodeOf(major) {
  if (Number(process.versions.node.split('.')[0]) === major) return process.execPath;
  const packaged = path.join(PACKAGES, `node${major}`, 'bin', 'node');
  if (!fs.existsSync(packaged)) throw new Error(`there is no Node.js ${major} for ${process.platform} on ${process.arch}`);
  return packaged;
}

module.exports = { RUNTIMES, runtimeNamed };

// `node runtimes.js`: the runtimes this machine can run, one a line, and `postgres` where that is installed.
if (require.main === module) {
  for (const [name, { major }] of Object.entries(RUNTIMES)) {
    try {
      nodeOf(major);
      console.log(name);
    } catch {
      // not on this machine
    }
  }
  if (require('./postgres').programs()) console.log('postgres');
}
