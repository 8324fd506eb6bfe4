const bad = (message) => ({ statusCode: 400, body: JSON.stringify({ message }) });

exports.handler = (event, context, callback) => {
  if (!event.body) return callback(null, bad('no body'));

  let booking;
  try {
    booking = JSON.parse(event.body);
  } catch (e) {
    return callback(null, bad('not JSON'));
  }
  if (!Number.isInteger(booking.seats)) {
    callback(null, bad('how many seats?'));
    return;
  }
  console.log('booked', booking.seats);
  return callback(null, { statusCode: 201, body: '' });
};
