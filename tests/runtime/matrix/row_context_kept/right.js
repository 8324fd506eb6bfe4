exports.handler = async (event, context) => {
  const left = context.getRemainingTimeInMillis() > 1000;
  console.log(context.functionName, context.functionVersion);
  if (!left) throw new Error('too late');
  return { function: context.functionName, id: context.awsRequestId, items: event.items.length };
};
