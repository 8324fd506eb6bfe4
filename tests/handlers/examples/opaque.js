const Alexa = require('ask-sdk-core');
const serverless = require('serverless-http');
const express = require('express');
const app = express();

app.get('/', (req, res) => res.send('ok'));

exports.handler = serverless(app);

exports.lambdaHandler = Alexa.SkillBuilders.custom()
  .addRequestHandlers({ canHandle: () => true, handle: (input) => input })
  .lambda();
