exports.handler = (event, context, callback) => {
  if (!event.email || !event.email.includes('@')) {
    callback({ statusCode: 422, body: 'no address' });
    return;
  }
  const [name, host] = event.email.split('@');
  callback(null, { name, host });
};
