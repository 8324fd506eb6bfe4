// Another file calls the function in a getter, which cannot wait.
const { Gate } = require('./gate');

exports.handler = async (event) => {
  const gate = new Gate(event.id);
  return gate.opened;
};
