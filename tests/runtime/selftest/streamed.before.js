const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

exports.handler = awslambda.streamifyResponse(async (event, stream) => {
  sleep(250).then(() => console.log('counted', event.id));
  stream.end(`part ${event.id}`);
});
