// `forEach` of a `Set` with a function of the project: it is called by name, with what it takes.
import AWS from 'aws-sdk'

const sns = new AWS.SNS()

async function tell(phone) {
  try {
    await sns.publish({ PhoneNumber: phone, Message: 'hello' }).promise()
  } catch (err) {
    console.error('not told', phone)
  }
}

export const handler = async (event) => {
  new Set(event.phones).forEach(tell)
  return 'told'
}
