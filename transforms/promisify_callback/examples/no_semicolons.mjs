import zlib from 'node:zlib'
import { inspect } from 'node:util'

export const handler = async (event) => {
  zlib.deflate(Buffer.from(event.text), (err, packed) => {
    if (err) {
      console.log(inspect(err))
      return
    }
    console.log(packed.length)
  })
}
