'use strict';

const AWS = require('aws-sdk');
const ssm = new AWS.SSM();

exports.handler = (event, context, callback) => {
  ssm.getParameter({ Name: event.name }).promise()
    .then(({ Parameter }) => Parameter.Value.length)
    .then((length) => callback(null, `${length} characters`));
};
