'use strict';

const { find } = require('../users');

exports.handler = async (event) => {
  find(event.id, function (err, user) {
    if (err) {
      console.log('no user');
      return;
    }
    console.log('hello', user.name);
  });
};
