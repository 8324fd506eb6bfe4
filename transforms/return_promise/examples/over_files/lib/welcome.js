'use strict';

exports.welcome = (name) => console.log(`welcome, ${name}`);
