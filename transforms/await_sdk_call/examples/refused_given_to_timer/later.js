const { save } = require('./store');

exports.later = (item) => {
  setTimeout(save, 1000, item);
};
