const { parseString } = require('xml2js');

// Which function that is, nobody knows.
exports.replaced = (event, context) => {
  let finish = (result) => context.succeed(result);
  if (event.quiet) finish = () => console.log('quiet');
  function parse(xml, then) {
    if (!xml) return finish('nothing');
    parseString(xml, (err, result) => then(result));
  }
  parse(event.xml, (result) => finish(result));
};

// Its calls are those of a method.
exports.kept = (event, context) => {
  const finish = (result) => context.succeed(result);
  const answers = { finish };
  function parse(xml, then) {
    if (!xml) return finish('nothing');
    parseString(xml, (err, result) => then(result));
  }
  parse(event.xml, (result) => answers.finish(result));
};

// What is given is not what is called.
exports.defaulted = (event, context) => {
  const finish = (result) => context.succeed(result);
  function parse(xml, then = finish) {
    if (!xml) return context.fail('nothing');
    parseString(xml, (err, result) => then(result));
  }
  parse(event.xml);
};

// Another function is given in the next turn.
exports.changed = (event, context) => {
  function parse(xml, then) {
    if (!xml) return context.fail('nothing');
    parseString(xml, (err, result) => {
      if (err) return parse(xml.slice(1), () => console.log('not xml'));
      then(result);
    });
  }
  parse(event.xml, (result) => context.succeed(result));
};

// It may be called with nothing.
exports.counted = (event, context) => {
  function parse(xml) {
    const then = arguments[1];
    if (!xml) return context.fail('nothing');
    parseString(xml, (err, result) => then(result));
  }
  parse(event.xml, (result) => context.succeed(result));
};

// It is told sometimes.
exports.perhaps = (event, context) => {
  const finish = (result) => context.succeed(result);
  function parse(xml, then) {
    if (!xml) return finish('nothing');
    parseString(xml, (err, result) => {
      if (result) then(result);
    });
  }
  parse(event.xml, (result) => finish(result));
};

// It goes where nobody can follow it.
exports.handed = (event, context) => {
  const finish = (result) => context.succeed(result);
  function parse(xml, then) {
    if (!xml) return finish('nothing');
    event.listeners.push(then);
    parseString(xml, (err, result) => console.log(result));
  }
  parse(event.xml, (result) => finish(result));
};
