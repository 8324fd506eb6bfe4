const list = async (event) => event.queryStringParameters;

module.exports = {
  list,
  async create(event, context) {
    return event.body;
  },
  remove: (event, context, callback) => callback(null, event.pathParameters),
  version: '1.0',
};
