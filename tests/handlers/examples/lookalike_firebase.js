const functions = require('firebase-functions/v1');

exports.created = functions.firestore.document('users/{id}').onCreate(async (event, context) => event.data());
exports.handler = (event, context, callback) => callback();
