// after, node20, event 1: the answer is
exports.handler = async (event) => {
  if (!event.email || !event.email.includes('@')) {
    return { statusCode: 422, body: 'no address' };
  }
  const [name, host] = event.email.split('@');
  return { name, host };
};
