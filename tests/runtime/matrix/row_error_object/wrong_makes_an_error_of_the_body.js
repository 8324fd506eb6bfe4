// after, node20, event 1: the answer is
exports.handler = async (event) => {
  if (!event.email || !event.email.includes('@')) {
    throw Object.assign(new Error('no address'), { statusCode: 422 });
  }
  const [name, host] = event.email.split('@');
  return { name, host };
};
