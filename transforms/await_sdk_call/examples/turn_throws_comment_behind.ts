import { SQS } from 'aws-sdk'
const sqs = new SQS()
export const handler = async (event: { Records: { body: string }[] }) => {
  const n = event.Records.length
  // each of them
  for (const record of event.Records) {
    const body = JSON.parse(record.body)
    sqs.sendMessage({ QueueUrl: 'q', MessageBody: body.text }, (err) => {
      if (err) throw err
    })
  } // done
  return n
}
