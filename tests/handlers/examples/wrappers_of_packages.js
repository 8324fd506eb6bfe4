const Sentry = require('@sentry/serverless');
const { datadog } = require('datadog-lambda-js');
const { metricScope } = require('aws-embedded-metrics');
const warmer = require('lambda-warmer');

exports.handler = Sentry.AWSLambda.wrapHandler(async (event, context) => event.body);

exports.traced = datadog((event, context, callback) => callback(null, event));

// The handler is made by what is given.
exports.measured = metricScope((metrics) => async (event, context) => metrics.flush());

const save = async (event, context) => event;
exports.save = process.env.WARM ? warmer(save) : save;
