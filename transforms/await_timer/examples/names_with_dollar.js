const $sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function refresh($id) {
  await $sleep(5);
  console.log('refreshed', $id);
}

exports.handler = async (event) => {
  setTimeout(() => {
    console.log('begin');
    return refresh(event.id);
  }, 10);
  let $left = 2;
  const $timer = setInterval(() => { // each turn
    // What is left.
    report($left);
    if (--$left === 0) clearInterval($timer);
  }, 5);
};

function report($left) {
  console.log('left', $left);
}
