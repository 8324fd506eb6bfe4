'use strict';

// Gives the type of the picture, or answers for the handler.
function typeOf(key, callback) {
  const match = key.match(/\.([^.]*)$/);
  if (!match) {
    callback('no type in ' + key);
    return;
  }
  const type = match[1].toLowerCase();
  if (type !== 'jpg' && type !== 'png') {
    callback('unsupported type ' + type);
    return;
  }
  return type;
}

exports.handler = (event, context, callback) => {
  const type = typeOf(event.key, callback);
  console.log('type', type);
  callback(null, { key: event.key, type });
};
