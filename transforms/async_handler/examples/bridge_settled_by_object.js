const { CognitoUser, AuthenticationDetails } = require('amazon-cognito-identity-js');
const pool = require('./pool');

exports.handler = (event, context, callback) => {
  const user = new CognitoUser({ Username: event.name, Pool: pool });
  user.authenticateUser(new AuthenticationDetails({ Username: event.name, Password: event.password }), {
    onSuccess: (session) => callback(null, { token: session.getIdToken().getJwtToken() }),
    onFailure: callback,
  });
};
