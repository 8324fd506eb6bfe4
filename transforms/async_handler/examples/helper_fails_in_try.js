function reject(callback, reason) {
  console.log('rejected:', reason);
  callback(reason);
}

exports.handler = (event, context, callback) => {
  try {
    const order = JSON.parse(event.body);
    if (!order.id) {
      // Thrown instead, it would be caught below.
      return reject(callback, 'no id');
    }
    callback(null, order.id);
  } catch (err) {
    reject(callback, 'no JSON');
  }
};
