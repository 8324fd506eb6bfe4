exports.handler = (event, context, callback) => {
  const left = context.getRemainingTimeInMillis() > 1000;
  console.log(context.functionName, context.functionVersion);
  if (!left) return callback(new Error('too late'));
  callback(null, { function: context.functionName, id: context.awsRequestId, items: event.items.length });
};
