// Two functions that start each other.
function ping(left) {
  console.log('ping', left);
  if (left > 0) setTimeout(pong, 5, left - 1);
}

function pong(left) {
  console.log('pong', left);
  if (left > 0) setTimeout(() => ping(left - 1), 5);
}

exports.handler = async (event) => {
  ping(event.times);
};
