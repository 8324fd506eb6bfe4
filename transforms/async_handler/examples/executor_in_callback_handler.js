const AWS = require('aws-sdk');
const rekognition = new AWS.Rekognition();

function labelsOf(name) {
  const params = { Image: { S3Object: { Bucket: 'pictures', Name: name } }, MaxLabels: 3 };
  return new Promise((resolve, reject) => {
    rekognition.detectLabels(params, (err, data) => {
      if (err) {
        return reject('no labels for ' + name);
      }
      return resolve(data.Labels || []);
    });
  });
}

module.exports.handler = (event, context, callback) => {
  labelsOf(event.name)
    .then((labels) => callback(null, { name: event.name, labels }))
    .catch((error) => {
      console.error(error);
      callback(error);
    });
};
