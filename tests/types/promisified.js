'use strict';
// With how many arguments the types of Node.js know functions and what `util.promisify` makes of them. Reads names from
// standard input (`fs.readFile`, one a line); prints {name: {callback: [number, …], promise: [number, …]}}. Knows no table.

const fs = require('fs');
const path = require('path');
const ts = require('typescript');

const FILE = path.join(__dirname, 'functions.ts');
const names = fs.readFileSync(0, 'utf8').split('\n').filter(Boolean);
const modules = [...new Set(names.map((it) => it.split('.')[0]))];
const text = [
  "import { promisify } from 'util';",
  ...modules.map((it) => `import * as ${it} from '${it}';`),
  ...names.map((name, at) => `export const f${at} = ${name}, p${at} = promisify(${name});`),
].join('\n');

const options = {
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  noEmit: true,
  skipLibCheck: true,
  strict: true,
  target: ts.ScriptTarget.ES2022,
  typeRoots: [path.join(__dirname, 'node_modules', '@types')],
  types: ['node'],
};
const host = ts.createCompilerHost(options);
const read = host.getSourceFile.bind(host);
host.getSourceFile = (name, ...rest) =>
  name === FILE ? ts.createSourceFile(FILE, text, ts.ScriptTarget.ES2022, true) : read(name, ...rest);
const program = ts.createProgram([FILE], options, host);
const checker = program.getTypeChecker();
const file = checker.getSymbolAtLocation(program.getSourceFile(FILE));
const symbols = new Map(checker.getExportsOfModule(file).map((it) => [it.name, it]));

function isFunction(parameter) {
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(parameter));
  return type.getCallSignatures().length > 0;
}

// `Promise<unknown>`: nothing can be done with what it gives.
function givesUnknown(signature) {
  const [given] = checker.getTypeArguments(signature.getReturnType());
  return !given || (given.flags & ts.TypeFlags.Unknown) !== 0;
}

// As many as any signature has without `...`.
const MANY = 9;

function counts(name, takesCallback) {
  const found = new Set();
  for (const signature of checker.getTypeOfSymbol(symbols.get(name)).getCallSignatures()) {
    const parameters = [...signature.getParameters()];
    if (takesCallback) {
      const last = parameters.pop();
      if (!last || !isFunction(last)) continue;
    } else if (givesUnknown(signature)) {
      continue;
    }
    const isOptional = (it) => Boolean(it.valueDeclaration?.questionToken ?? it.valueDeclaration?.initializer);
    const least = parameters.filter((it) => !isOptional(it)).length;
    const hasRest = parameters.at(-1)?.valueDeclaration?.dotDotDotToken !== undefined;
    const most = hasRest ? MANY : parameters.length;
    for (let count = least; count <= most; count += 1) found.add(count);
  }
  return [...found].sort();
}

const outcome = {};
names.forEach((name, at) => {
  outcome[name] = { callback: counts(`f${at}`, true), promise: counts(`p${at}`, false) };
});
process.stdout.write(JSON.stringify(outcome));
