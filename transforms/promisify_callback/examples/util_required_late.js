'use strict';
const { readFile } = require('fs');

process.emit('loading');

const util = require('util');

exports.handler = async (event) => {
  readFile(__filename, (err, text) => {
    if (err) throw err;
    console.log(util.format('%s of %s', event.id, text.length > 20));
  });
};
