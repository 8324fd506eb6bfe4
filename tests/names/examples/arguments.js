// Every function but an arrow function has its own `arguments`.
function plain() { return arguments.length; }
function arrow() { return () => arguments[2]; }
function declared() { var arguments; return arguments; }
function parameter(arguments) { return arguments; }
function local() { let arguments = 1; { return arguments; } }
function inner() { var arguments = 1; function own() { return arguments; } return () => arguments; }
(function arguments() { return own(); });
function named() {
  function arguments() { return arguments; }
  return arguments;
}
function defaults(a = arguments) { return a; }
function later(a = arguments) { var arguments; return arguments; }
const object = { method() { return arguments; } };
read(arguments, object);
