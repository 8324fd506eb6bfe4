'use strict';

const suffixes = { jpg: 'image/jpeg', png: 'image/png' };

// Gives the media type of a file, or answers for the handler, which does not look.
function mediaType(file, callback) {
  const dot = file.lastIndexOf('.');
  if (dot < 0) {
    callback('what is ' + file + '?');
    return;
  }
  const type = suffixes[file.slice(dot + 1).toLowerCase()];
  if (!type) {
    callback('no picture: ' + file);
    return;
  }
  return type;
}

exports.handler = (event, context, callback) => {
  const type = mediaType(event.file, callback);
  console.log('type', type);
  callback(null, { file: event.file, type });
};
