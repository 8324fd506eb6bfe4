import { sendAll } from './mail.js'

export const handler = async (event) => {
  sendAll(event.addresses[0], event.addresses[1], (err, count) => {
    if (err) {
      console.log('failed after', count)
    } else {
      console.log('sent', count)
    }
  })
}
