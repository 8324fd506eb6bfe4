// Step functions branch on the text of the code.
exports.handler = (input, context, callback) => {
  const code = input.attempts > 3 ? 429 : input.fault
  if (typeof code === 'number' || typeof code === 'boolean') {
    callback(code)
  } else {
    callback(null, 'retry in ' + input.attempts * 10 + ' s')
  }
}
