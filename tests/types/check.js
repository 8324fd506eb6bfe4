'use strict';
// Which errors the TypeScript compiler has for what leakfix has written that it did not have before. Reads from
// standard input a list of {name, before, after}, directories; prints {name: [error, …]}. Knows no leak.

const fs = require('fs');
const path = require('path');
const ts = require('typescript');

const ROOT = path.join(__dirname, '..', '..');
const TYPES = path.join(__dirname, 'node_modules');
// Packages bring their types along.
const PACKAGES = path.join(ROOT, 'tests', 'runtime', 'node_modules');

const OPTIONS = {
  allowSyntheticDefaultImports: true,
  esModuleInterop: true,
  experimentalDecorators: true,
  jsx: ts.JsxEmit.Preserve,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  noEmit: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  strict: true,
  target: ts.ScriptTarget.ES2022,
  typeRoots: [path.join(TYPES, '@types')],
  types: ['node'],
};

// Declarations of packages are read once.
const read = new Map();

function hostOf(options) {
  const host = ts.createCompilerHost(options, true);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => {
    if (!name.includes('node_modules')) return getSourceFile(name, ...rest);
    if (!read.has(name)) read.set(name, getSourceFile(name, ...rest));
    return read.get(name);
  };
  host.resolveModuleNameLiterals = (literals, from, redirected, own) =>
    literals.map((literal) => resolve(literal.text, from, own, host));
  return host;
}

function resolve(name, from, options, host) {
  const places = [from, path.join(TYPES, 'x.ts'), path.join(PACKAGES, 'x.ts')];
  for (const place of places) {
    const found = ts.resolveModuleName(name, place, options, host);
    if (found.resolvedModule) return found;
  }
  return { resolvedModule: undefined };
}

function filesBelow(directory) {
  return fs.readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(file);
    return /\.[cm]?tsx?$/.test(entry.name) ? [file] : [];
  });
}

// The least version of TypeScript that the example asks for.
function leastVersion(directory) {
  const file = path.join(directory, 'package.json');
  if (!fs.existsSync(file)) return Infinity;
  const { devDependencies } = JSON.parse(fs.readFileSync(file, 'utf8'));
  const numbers = /(\d+)\.(\d+)/.exec(devDependencies?.typescript ?? '');
  return numbers ? Number(numbers[1]) * 1000 + Number(numbers[2]) : Infinity;
}

// What a tsconfig.json of the example says of its modules, and what its version of TypeScript made of caught errors:
// `strict` leaves them `any` before 4.4.
function optionsOf(directory) {
  const common = { ...OPTIONS, useUnknownInCatchVariables: leastVersion(directory) >= 4004 };
  const file = path.join(directory, 'tsconfig.json');
  if (!fs.existsSync(file)) return common;
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(file, ts.sys.readFile).config, ts.sys, directory);
  return { ...common, baseUrl: options.baseUrl, paths: options.paths, pathsBasePath: options.pathsBasePath };
}

function errorsOf(directory) {
  const options = optionsOf(directory);
  const program = ts.createProgram(filesBelow(directory), options, hostOf(options));
  return ts.getPreEmitDiagnostics(program).map((it) => {
    const text = ts.flattenDiagnosticMessageText(it.messageText, ' ');
    const file = it.file ? path.relative(directory, it.file.fileName) : '';
    const { line } = it.file ? it.file.getLineAndCharacterOfPosition(it.start) : { line: 0 };
    return { file, line: line + 1, words: `TS${it.code}: ${text}` };
  });
}

// An error that was there before may have moved.
function newErrors(before, after) {
  const known = before.map((it) => `${it.file} ${it.words}`);
  return after.filter((it) => {
    const at = known.indexOf(`${it.file} ${it.words}`);
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
}

const outcome = {};
for (const { name, before, after } of JSON.parse(fs.readFileSync(0, 'utf8'))) {
  const old = errorsOf(before);
  outcome[name] = {
    before: old.map((it) => `${it.file}:${it.line}: ${it.words}`),
    fresh: newErrors(old, errorsOf(after)).map((it) => `${it.file}:${it.line}: ${it.words}`),
  };
}
process.stdout.write(JSON.stringify(outcome));
