'use strict';

const users = require('./lib/users');
const { welcome } = require('./lib/welcome');

exports.handler = async (event) => {
  users.save({ id: event.id, name: event.name }, (err) => {
    if (err) {
      console.log('not saved:', err);
      return;
    }
    welcome(event.name);
  });
};
