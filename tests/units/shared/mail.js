const { remember, forget } = require('./store');

exports.send = async (event) => {
  remember(event.text);
  event.old.forEach((id) => {
    forget(id);
  });
  return 'sent';
};
