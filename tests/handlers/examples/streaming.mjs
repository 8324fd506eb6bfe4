import { streamifyResponse } from 'lambda-stream';

// Three parameters, and no callback among them.
export const handler = awslambda.streamifyResponse(async (event, responseStream, context) => {
  responseStream.end();
});

export const report = streamifyResponse((event, stream, context) => {
  console.log(context.awsRequestId);
  return new Promise((resolve) => stream.end(resolve));
});
