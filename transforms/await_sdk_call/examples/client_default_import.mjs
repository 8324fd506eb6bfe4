// A module of ECMAScript that imports the whole package as its default.
import AWS from 'aws-sdk';

const secrets = new AWS.SecretsManager();

export const handler = async (event) => {
  secrets.putSecretValue({ SecretId: event.name, SecretString: event.value }, (err) => {
    if (err) {
      console.error('secret unchanged:', event.name);
    } else {
      console.log('secret rotated:', event.name);
    }
  });
  return { rotated: event.name };
};
