// API Gateway makes a 401 of exactly this text.
const allow = (principalId, Resource) => ({
  principalId,
  policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource }] },
});

exports.handler = function(event, context, callback) {
  const token = (event.authorizationToken || '').replace(/^Bearer /, '');
  switch (token) {
    case 'letmein':
      callback(null, allow('guest', event.methodArn));
      break;
    case '':
      callback('Unauthorized');
      break;
    default:
      callback('Error: Invalid token');
  }
};
