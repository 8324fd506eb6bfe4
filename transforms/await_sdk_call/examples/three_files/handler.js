// Three levels of helpers in three files: each of them waits for the next one.
const { enrol } = require('./service');

exports.handler = async (event) => {
  enrol(event.id);
  return { statusCode: 201 };
};
