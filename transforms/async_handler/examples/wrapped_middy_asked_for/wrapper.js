'use strict';

const middy = require('middy');

// What all functions of this service share.
module.exports = (f) =>
  middy(f)
    .use({
      before: (handler, next) => {
        console.log('before', handler.event.id);
        next();
      },
      after: (handler, next) => {
        if (handler.response) handler.response.checked = true;
        next();
      },
    })
    .use({
      onError: (handler, next) => {
        console.log('failed', handler.error.message);
        next(handler.error);
      },
    });
