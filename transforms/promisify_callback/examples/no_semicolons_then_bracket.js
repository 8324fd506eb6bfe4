const fs = require('fs')

;[1, 2].forEach((it) => process.emit(`loaded${it}`))

exports.handler = async (event) => {
  fs.access('/tmp', (err) => {
    if (err) throw err
    console.log(event.id)
  })
}
