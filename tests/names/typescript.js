// The names of a TypeScript file as the compiler resolves them, one file at a time. Nothing here knows how leakfix reads
// names.
'use strict';

const ts = require('typescript');
const Groups = require('./groups.js');

module.exports = function typescript(path, text, module) {
  const { file, checker } = compile(path, text);
  const [wrong] = file.parseDiagnostics;
  if (wrong) throw new SyntaxError(ts.flattenDiagnosticMessageText(wrong.messageText, ' '));
  const reader = new Reader(checker, file);
  reader.visit(file);
  return { isModule: module ?? file.statements.some(isModuleSyntax), ...reader.groups.result() };
};

/// `import x = require('x')` and `export = x` are CommonJS in the words of TypeScript.
function isModuleSyntax(statement) {
  return (
    ts.isImportDeclaration(statement) ||
    ts.isExportDeclaration(statement) ||
    (ts.isExportAssignment(statement) && !statement.isExportEquals) ||
    (ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some((it) => it.kind === ts.SyntaxKind.ExportKeyword))
  );
}

/// No file but this one, not even the declarations of the language: what they declare is free.
function compile(path, text) {
  const options = {
    noLib: true,
    noResolve: true,
    types: [],
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleDetection: ts.ModuleDetectionKind.Legacy,
    jsx: ts.JsxEmit.Preserve,
    experimentalDecorators: true,
  };
  const file = ts.createSourceFile(path, text, options.target, true);
  const program = ts.createProgram([path], options, {
    getSourceFile: (name) => (name === path ? file : undefined),
    fileExists: (name) => name === path,
    readFile: () => undefined,
    writeFile: () => {},
    getCurrentDirectory: () => '/',
    getDefaultLibFileName: () => 'lib.d.ts',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
  });
  return { file, checker: program.getTypeChecker() };
}

class Reader {
  constructor(checker, file) {
    this.checker = checker;
    this.file = file;
    this.groups = new Groups();
  }

  visit(node) {
    if (ts.isIdentifier(node)) this.identifier(node);
    // `enum E { 'a', b = a }`
    else if (ts.isEnumMember(node.parent ?? node) && ts.isStringLiteral(node)) this.member(node);
    else ts.forEachChild(node, (child) => this.visit(child));
  }

  member(node) {
    if (node.parent.name === node) this.declare(node.parent.symbol, node);
  }

  identifier(node) {
    if (isDeclaredName(node)) {
      this.declare(this.declared(node), node);
    } else if (isMention(node)) {
      this.groups.refer(node.getStart(), this.declare(this.mentioned(node), node));
    }
  }

  declared(node) {
    const { parent } = node;
    // A parameter that is a property, too, is meant as a parameter.
    return ts.isParameterPropertyDeclaration(parent, parent.parent)
      ? this.checker.getSymbolsOfParameterPropertyDeclaration(parent, node.text)[0]
      : this.checker.getSymbolAtLocation(node);
  }

  /// The variable, in the words of `Groups`, that a symbol is where `at` stands; none if nothing there declares it.
  declare(symbol, at) {
    const names = (symbol?.declarations ?? []).map(ts.getNameOfDeclaration);
    const visible = names.filter((it) => it && it.getSourceFile() === this.file && isIn(home(it.parent), at));
    if (visible.length === 0) return null;
    this.groups.declare(visible[0], visible.map((it) => it.getStart()));
    return visible[0];
  }

  mentioned(node) {
    const { parent } = node;
    if (ts.isShorthandPropertyAssignment(parent) && parent.name === node) {
      return this.checker.getShorthandAssignmentValueSymbol(parent);
    }
    if (ts.isExportSpecifier(parent)) return this.checker.getExportSpecifierLocalTargetSymbol(parent);
    if (ts.isExportAssignment(parent)) {
      const any = ts.SymbolFlags.Value | ts.SymbolFlags.Type | ts.SymbolFlags.Namespace | ts.SymbolFlags.Alias;
      return this.checker.resolveName(node.text, node, any, false);
    }
    return this.checker.getSymbolAtLocation(node);
  }
}

/// The node in which the name of a declaration can be mentioned by that name. Interfaces that are one share their type
/// parameters, the parts of a namespace or an enum what they export, and all files what is in `declare global`: that is
/// what types mean, while leakfix works with scopes, each a piece of the text.
function home(declaration) {
  if (ts.isTypeParameterDeclaration(declaration)) {
    const { parent } = declaration;
    return ts.isInferTypeNode(parent) ? ts.findAncestor(parent, ts.isConditionalTypeNode) : parent;
  }
  return ts.findAncestor(declaration.parent, (it) => ts.isModuleBlock(it) || ts.isEnumDeclaration(it) || ts.isModuleDeclaration(it) || ts.isSourceFile(it));
}

function isIn(node, inner) {
  return node.pos <= inner.pos && inner.end <= node.end;
}

/// The name in a declaration of something that can be mentioned by that name alone.
function isDeclaredName(node) {
  const { parent } = node;
  switch (parent.kind) {
    case ts.SyntaxKind.Parameter:
      // `this: Type` types what is no variable, and `[key: string]` names for the reader only.
      return parent.name === node && node.text !== 'this' && !ts.isIndexSignatureDeclaration(parent.parent);
    case ts.SyntaxKind.ModuleDeclaration:
      return parent.name === node && !(parent.flags & ts.NodeFlags.GlobalAugmentation);
    case ts.SyntaxKind.BindingElement:
    case ts.SyntaxKind.ClassDeclaration:
    case ts.SyntaxKind.ClassExpression:
    case ts.SyntaxKind.EnumDeclaration:
    case ts.SyntaxKind.EnumMember:
    case ts.SyntaxKind.FunctionDeclaration:
    case ts.SyntaxKind.FunctionExpression:
    case ts.SyntaxKind.ImportClause:
    case ts.SyntaxKind.ImportEqualsDeclaration:
    case ts.SyntaxKind.ImportSpecifier:
    case ts.SyntaxKind.InterfaceDeclaration:
    case ts.SyntaxKind.NamespaceImport:
    case ts.SyntaxKind.TypeAliasDeclaration:
    case ts.SyntaxKind.TypeParameter:
    case ts.SyntaxKind.VariableDeclaration:
      return parent.name === node;
    default:
      return false;
  }
}

/// Whether an identifier that declares nothing means what is declared elsewhere: it is no key, no label, and no name in
/// another module.
function isMention(node) {
  const { parent } = node;
  switch (parent.kind) {
    case ts.SyntaxKind.PropertyAccessExpression:
    case ts.SyntaxKind.PropertyAssignment:
    case ts.SyntaxKind.PropertyDeclaration:
    case ts.SyntaxKind.PropertySignature:
    case ts.SyntaxKind.MethodDeclaration:
    case ts.SyntaxKind.MethodSignature:
    case ts.SyntaxKind.GetAccessor:
    case ts.SyntaxKind.SetAccessor:
    case ts.SyntaxKind.JsxAttribute:
    case ts.SyntaxKind.NamedTupleMember:
    case ts.SyntaxKind.MetaProperty:
    case ts.SyntaxKind.Parameter:
    case ts.SyntaxKind.ModuleDeclaration:
    case ts.SyntaxKind.ImportAttribute:
      return parent.name !== node;
    case ts.SyntaxKind.QualifiedName:
      return parent.right !== node && !(ts.isImportTypeNode(parent.parent));
    case ts.SyntaxKind.BindingElement:
      return parent.propertyName !== node;
    case ts.SyntaxKind.ExportSpecifier:
      return !parent.parent.parent.moduleSpecifier && (parent.propertyName ?? parent.name) === node;
    case ts.SyntaxKind.ImportSpecifier:
    case ts.SyntaxKind.ImportType:
    case ts.SyntaxKind.LabeledStatement:
    case ts.SyntaxKind.BreakStatement:
    case ts.SyntaxKind.ContinueStatement:
    case ts.SyntaxKind.NamespaceExport:
    case ts.SyntaxKind.NamespaceExportDeclaration:
    case ts.SyntaxKind.JsxNamespacedName:
      return false;
    case ts.SyntaxKind.JsxOpeningElement:
    case ts.SyntaxKind.JsxClosingElement:
    case ts.SyntaxKind.JsxSelfClosingElement:
      return !ts.isIntrinsicJsxName(node.text);
    default:
      // `as const` is written like a type of that name.
      return node.text !== 'this' && node.text !== '' && !ts.isConstTypeReference(parent);
  }
}
