// A request authorizer. The denial has to stand, whatever comes after it.
const members = ['ann', 'bob'];

const policy = (effect, arn) => ({
  principalId: 'member',
  policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: arn }] },
});

exports.handler = (event, context, callback) => {
  const user = event.headers && event.headers['x-user'];
  if (!members.includes(user)) {
    console.log('no member:', user);
    callback('Unauthorized');
  }
  console.log('welcome', user);
  callback(null, policy('Allow', event.methodArn));
};
