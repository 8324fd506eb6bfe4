// Lambda calls the inner function, which has two parameters.
module.exports = function wrap(lambda) {
  return async function (event, context) {
    try {
      return { statusCode: 200, body: await lambda(event, context) };
    } catch (error) {
      return { statusCode: 500, body: error.message };
    }
  };
};
