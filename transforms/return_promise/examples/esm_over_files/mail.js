import AWS from 'aws-sdk'
import { log } from './log.js'

const ses = new AWS.SES()

const send = (address, cb) => {
  const mail = {
    Source: 'us@example.com',
    Destination: { ToAddresses: [address] },
    Message: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hello' } } }
  }
  ses.sendEmail(mail, (err, data) => {
    if (err) return cb(err, null)
    cb(null, data.MessageId)
  })
}

export const sendAll = (one, other, cb) => {
  send(one, (err, first) => {
    if (err) return cb(err)
    log(first)
    send(other, (err, second) => {
      if (err) return cb(err)
      log(second)
      cb(null, 2)
    })
  })
}
