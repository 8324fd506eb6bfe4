// `alexa-sdk` answers by `context.succeed` and `context.fail`: no promise says when.
const Alexa = require('alexa-sdk');

const handlers = {
  LaunchRequest() {
    this.emit(':tell', 'Hello');
  },
};

exports.handler = (event, context) => {
  const alexa = Alexa.handler(event, context);
  alexa.registerHandlers(handlers);
  alexa.execute();
};
