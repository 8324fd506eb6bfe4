function reply(statusCode, callback, body) {
  callback(null, { statusCode, body });
}

exports.handler = (event, context, callback) => {
  try {
    const order = JSON.parse(event.body);
    if (!order.id) {
      reply(400, callback, 'no id');
      return;
    }
    console.log(order.id.trim());
    reply(200, callback, order.id);
  } catch (err) {
    reply(422, callback, err.name);
  }
};
