// No semicolons, and lines after the guard that begin with `(` and `[`.
const AWS = require('aws-sdk')
const db = new AWS.DynamoDB.DocumentClient()

exports.handler = async event => {
  db.get({ TableName: 'chords', Key: { id: event.chord } }, (err, data) => {
    if (err) {
      console.error('no chord', err.code)
      return
    }
    ;[1, 2].forEach(time => console.log('chord', time, data.Item.notes))
    ;(() => console.log('played'))()
  })
  ;[event.chord].forEach(chord => console.log('playing', chord))
  return event.chord
}
