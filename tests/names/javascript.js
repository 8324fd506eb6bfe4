// The names of a JavaScript file as eslint-scope reads them. Where it models less than the language has, that is added
// here by the words of ECMA-262; nothing here knows how leakfix reads names.
'use strict';

const { Definition, Referencer, ScopeManager } = require('eslint-scope');
const espree = require('espree');
const Groups = require('./groups.js');

module.exports = function javascript(_path, text, module) {
  const { program, isModule } = parse(text, module);
  const options = {
    ecmaVersion: espree.latestEcmaVersion,
    sourceType: isModule ? 'module' : 'commonjs',
    childVisitorKeys: espree.VisitorKeys,
    fallback: 'none',
    jsx: true,
    // Inside of `with`, and next to `eval`, names are resolved by what is written.
    optimistic: true,
  };
  const plain = analyze(program, options, new Set());
  const manager = analyze(program, options, hoistedFunctions(plain));
  return { isModule, ...groups(manager).result() };
};

/// A file that does not say what it is, is a module if it imports or exports.
function parse(text, module) {
  if (module !== false) {
    const program = attempt(() => parseAs('module', text), module === null);
    if (program && (module || isModuleSyntax(program))) return { program, isModule: true };
  }
  return { program: parseAs('commonjs', text), isModule: false };
}

function attempt(parse, mayFail) {
  try {
    return parse();
  } catch (error) {
    if (!mayFail) throw error;
    return null;
  }
}

function parseAs(sourceType, text) {
  try {
    return espree.parse(text, { ecmaVersion: 'latest', sourceType, range: true, ecmaFeatures: { jsx: true } });
  } catch (error) {
    // `import … assert { type: 'json' }` is what Node.js 16 to 20 read, and now spelt with another word.
    if (error.message !== 'Unexpected token assert') throw error;
    return parseAs(sourceType, `${text.slice(0, error.index)}with  ${text.slice(error.index + 'assert'.length)}`);
  }
}

function isModuleSyntax(program) {
  return program.body.some((it) => /^(Import|Export)/.test(it.type));
}

function analyze(program, options, hoisted) {
  const manager = new ScopeManager(options);
  new Reader(options, manager, hoisted).visit(program);
  return manager;
}

class Reader extends Referencer {
  constructor(options, manager, hoisted) {
    super(options, manager);
    this.hoisted = hoisted;
  }

  /// A hoisted function has a second variable, in the function around.
  FunctionDeclaration(node) {
    super.FunctionDeclaration(node);
    if (this.hoisted.has(node)) {
      const { variableScope } = this.currentScope();
      variableScope.__define(node.id, new Definition('FunctionName', node.id, node, null, null, null));
    }
  }

  /// `</Tag>` mentions what `<Tag>` does.
  JSXElement(node) {
    super.JSXElement(node);
    if (node.closingElement) this.JSXOpeningElement({ name: node.closingElement.name, attributes: [] });
  }
}

/// B.3.2: in sloppy code a plain function of a block is also a `var` of the function around, where such a `var` would be
/// no error and no parameter has that name.
function hoistedFunctions(manager) {
  const blocks = manager.scopes.filter((it) => (it.type === 'block' || it.type === 'switch') && !it.isStrict);
  const definitions = blocks.flatMap((scope) => scope.variables.flatMap((it) => it.defs.map((def) => ({ scope, def }))));
  const plain = definitions.filter(({ def }) => isPlainFunction(def));
  return new Set(plain.filter(({ scope, def }) => isHoisted(scope, def.name.name)).map(({ def }) => def.node));
}

function isPlainFunction({ type, node }) {
  return type === 'FunctionName' && !node.async && !node.generator;
}

function isHoisted(scope, name) {
  for (let around = scope.upper; around !== scope.variableScope; around = around.upper) {
    // B.3.4: only with the name of a plain `catch (name)` may a `var` be declared.
    const mayShare = ({ type, node }) => type === 'CatchClause' && node.param.type === 'Identifier';
    if (!(around.set.get(name)?.defs ?? []).every(mayShare)) return false;
  }
  const outer = scope.variableScope.set.get(name)?.defs ?? [];
  return outer.every((def) => def.type === 'FunctionName' || (def.type === 'Variable' && def.kind === 'var'));
}

function groups(manager) {
  const found = new Groups();
  for (const variable of manager.scopes.flatMap((scope) => scope.variables)) {
    found.declare(variable, variable.identifiers.map(start));
  }
  for (const { block, variables, variableScope } of manager.scopes.filter((it) => it.type === 'catch')) {
    for (const parameter of variables) {
      const variable = variableScope.set.get(parameter.name);
      if (variable) joinWithParameter(found, block, parameter, variable);
    }
  }
  for (const { identifier, init, resolved } of manager.scopes.flatMap((scope) => scope.references)) {
    // That a variable has a first value is no mention of it. Nothing declares the variable `arguments`.
    const isDeclared = resolved !== null && resolved.identifiers.length > 0;
    if (!init) found.refer(start(identifier), isDeclared ? resolved : null);
  }
  return found;
}

/// B.3.4: `catch (e) { var e = 1; }` declares a variable of the function, and assigns to the parameter. That identifier
/// counts as one of the parameter; a variable without any other is the parameter.
function joinWithParameter(found, { body }, parameter, variable) {
  const inside = variable.defs.filter(({ type, name }) => type === 'Variable' && isIn(body, name));
  if (inside.length === variable.defs.length) found.join(parameter, variable);
  else inside.forEach(({ name }) => found.move(start(name), parameter));
}

const start = (node) => node.range[0];
const isIn = (node, inner) => node.range[0] <= inner.range[0] && inner.range[1] <= node.range[1];
