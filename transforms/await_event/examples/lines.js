const fs = require('fs')
const readline = require('readline')

exports.handler = async (event) => {
  let count = 0
  const lines = readline.createInterface({ input: fs.createReadStream(event.path) })
  lines.on('line', () => { count += 1 })
  lines.on('close', () => console.log(event.path, count > 1))
}
