exports.handler = async (event) => {
  if (!event.email || !event.email.includes('@')) {
    throw { statusCode: 422, body: 'no address' };
  }
  const [name, host] = event.email.split('@');
  return { name, host };
};
