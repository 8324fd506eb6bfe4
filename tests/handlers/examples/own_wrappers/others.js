// What is given is called with something else than the event: Lambda's parameters
// are those of the function that is made.
const onBody = (save) => async (event, context) => save(JSON.parse(event.body), (error) => console.log(error));

exports.handler = onBody(async (body, context) => body.id);

const guarded = (onError) => async (event) => {
  try {
    return event.body;
  } catch (error) {
    return onError(error);
  }
};

exports.lambdaHandler = guarded((error) => error.message);

const all = (lambda) => (...args) => lambda(...args);

exports.list = all((event, context, callback) => callback(null, event));
