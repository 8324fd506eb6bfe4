// What other readers of names say of files: standard input has a JSON array of `{ path, module }`, standard output one line
// of JSON a file: `[isModule, bindings, references]`, or a string that says why the file is no valid code. Offsets are bytes of UTF-8, like those of leakfix, where JavaScript counts UTF-16 units.
'use strict';

const fs = require('node:fs');

const readers = {
  javascript: require('./javascript.js'),
  typescript: require('./typescript.js'),
};

/// From UTF-16 units to bytes: the identity for most files.
function bytesOf(text) {
  if (Buffer.byteLength(text) === text.length) return (unit) => unit;
  const bytes = new Uint32Array(text.length + 1);
  let at = 0;
  for (let unit = 0; unit < text.length; unit += 1) {
    bytes[unit] = at;
    const code = text.charCodeAt(unit);
    // Half of a surrogate pair is two of its four bytes.
    at += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
  }
  bytes[text.length] = at;
  return (unit) => bytes[unit];
}

function read({ path, module }) {
  const text = fs.readFileSync(path, 'utf8');
  const reader = /\.[mc]?tsx?$/.test(path) ? readers.typescript : readers.javascript;
  try {
    const { isModule, bindings, references } = reader(path, text, module);
    const byte = bytesOf(text);
    const sorted = (units) => units.map(byte).sort((a, b) => a - b);
    return [isModule, bindings.map(sorted), references.map(([unit, binding]) => [byte(unit), binding])];
  } catch (error) {
    // Anything else is a mistake in here, which must not look like one of the file.
    if (!(error instanceof SyntaxError)) throw error;
    return error.message;
  }
}

for (const file of JSON.parse(fs.readFileSync(0, 'utf8'))) {
  process.stdout.write(`${JSON.stringify(read(file))}\n`);
}
