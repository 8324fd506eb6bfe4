const { parseString } = require('xml2js');

const actions = {
  read: (event, done) => parseString(event.xml, done),
  // Nobody is told.
  note: (event) => console.log('noted', event.xml),
};

exports.handler = (event, context, callback) => {
  actions[event.action](event, callback);
};
