// after, node20, event 2: the answer is
const bad = (message) => ({ statusCode: 400, body: JSON.stringify({ message }) });

exports.handler = async (event) => {
  if (!event.body) return bad('no body');

  let booking;
  try {
    booking = JSON.parse(event.body);
  } catch (e) {
    return bad('not JSON');
  }
  if (!Number.isInteger(booking.seats)) {
    bad('how many seats?');
  }
  console.log('booked', booking.seats);
  return { statusCode: 201, body: '' };
};
