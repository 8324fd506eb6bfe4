const { Archive } = require('./archive');

const archive = new Archive('letters');

exports.one = async (event) => {
  archive.keep(event.id, event.text);
  return event.id;
};

exports.many = async (event) => {
  for (const letter of event.letters) {
    archive.keep(letter.id, letter.text);
  }
};
