exports.handler = async (event) => event.Records.length;

module.exports.create = (event, context, callback) => callback(null, event.body);

exports['remove'] = function (event, context) {
  return Promise.resolve(event.id);
};

// Two names, one function.
exports.main = exports.update = async function (event) {
  return event.body;
};

// Not exported: nobody but this file can call it.
async function helper(event, context) {
  return event.body;
}

exports.run = (input) => input.map(helper);
