const request = require('request');

// Nobody calls this: the third parameter of the handler has the same name.
exports.callback = (text) => {
  request.post('https://chat.example.com/send').form({ text });
};

exports.handler = (event, context, callback) => {
  callback(null, event.text);
};
