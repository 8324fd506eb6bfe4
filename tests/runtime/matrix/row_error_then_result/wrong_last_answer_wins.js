// after, node20, event 1: the answer is
// A request authorizer. The denial has to stand, whatever comes after it.
const members = ['ann', 'bob'];

const policy = (effect, arn) => ({
  principalId: 'member',
  policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: arn }] },
});

exports.handler = async (event) => {
  const user = event.headers && event.headers['x-user'];
  if (!members.includes(user)) {
    console.log('no member:', user);

  }
  console.log('welcome', user);
  return policy('Allow', event.methodArn);
};
