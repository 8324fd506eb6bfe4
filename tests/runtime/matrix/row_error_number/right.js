// Step functions branch on the text of the code.
exports.handler = async (input) => {
  const code = input.attempts > 3 ? 429 : input.fault
  if (typeof code === 'number' || typeof code === 'boolean') {
    throw code
  } else {
    return 'retry in ' + input.attempts * 10 + ' s'
  }
}
