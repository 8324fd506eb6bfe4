// Takes the types away from a TypeScript example, as its build would, since no runtime client loads `.ts`. Node.js 24
// does it; nothing is checked, and syntax that is more than types (enum, namespace) is refused.
'use strict';
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { runtimeNamed } = require('./runtimes');

const TYPED = /\.([mc]?)ts$/;
const STRIP = `
  const fs = require('node:fs');
  const { stripTypeScriptTypes } = require('node:module');
  for (const file of process.argv.slice(1)) fs.writeFileSync(file, stripTypeScriptTypes(fs.readFileSync(file, 'utf8')));
`;

/** `directory` itself if nothing in it has types; otherwise a copy beside it, from which the same packages are found. */
function withoutTypes(directory) {
  if (!typedFiles(directory).length) return { directory, remove: () => {} };
  const copy = fs.mkdtempSync(`${directory}-`);
  fs.cpSync(directory, copy, { recursive: true });
  const files = typedFiles(copy).map((file) => {
    const plain = file.replace(TYPED, '.$1js');
    fs.renameSync(file, plain);
    return plain;
  });
  execFileSync(runtimeNamed('node24').node, ['--no-warnings', '-e', STRIP, ...files]);
  return { directory: copy, remove: () => fs.rmSync(copy, { recursive: true }) };
}

function typedFiles(directory) {
  return fs.readdirSync(directory, { recursive: true })
    .filter((file) => TYPED.test(file) && !file.endsWith('.d.ts') && !file.includes('node_modules'))
    .map((file) => path.join(directory, file));
}

module.exports = { withoutTypes };
