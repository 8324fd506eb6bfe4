// The old client rejects with whatever the device says: a code, a text, sometimes an empty one.
const device = {
  ask(question) {
    const { says, fails } = question;
    return new Promise((resolve, reject) => (fails ? reject(says) : resolve(says)));
  },
};

module.exports = {
  handler(event, context, callback) {
    device.ask(event).then(result => callback(null, result)).catch(callback);
  },
};
