const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const walk = async () => {
  await sleep(20);
  throw new RangeError('too far');
};

exports.handler = async () => {
  walk();
  return 'walked';
};
