const withConfig = (config) => (lambda) => (event, context, callback) => lambda(event, { ...context, config }, callback);

export const handler = withConfig({ retries: 3 })((event, context, callback) => {
  callback(null, event);
});

// It gives back what it is given.
const same = (lambda) => {
  console.log('starts');
  return lambda;
};

export const update = same(async (event, context) => event);
