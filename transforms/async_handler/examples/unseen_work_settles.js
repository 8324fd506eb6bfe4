const Promise = require('bluebird');
const tracing = require('aws-xray-sdk-core');
const orders = require('./orders');

// Who waits for the promise waits for what its executor starts, whoever made its class.
const traced = (id) => new Promise((resolve, reject) => {
  const load = (subsegment) => {
    orders.load(id).then((order) => {
      subsegment.close();
      resolve(order);
    }, reject);
  };
  tracing.captureAsyncFunc('load', load);
});

exports.handler = (event, context, callback) => {
  traced(event.id).then((order) => callback(null, order), callback);
};
