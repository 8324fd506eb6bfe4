// Who is who is known to the directory; it answers with a promise.
const directory = { lookup: (token) => Promise.resolve({ t1: 'admin', t2: 'reader' }[token]) };

function policy(principalId, effect, resource) {
  return { principalId, policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: resource }] } };
}

exports.handler = function(event, context, callback) {
  directory.lookup(event.authorizationToken).then(function(role) {
    switch (role) {
      case 'admin':
        callback(null, policy('admin', 'Allow', event.methodArn));
        break;
      case 'reader':
        console.log('reader');
        callback(null, policy('reader', event.write ? 'Deny' : 'Allow', event.methodArn));
        break;
      case undefined:
        callback('Unauthorized');   // API Gateway makes a 401 of it
        break;
      default:
        callback('Error: Invalid token');
    }
  });
};
