const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

exports.handler = async (event) => {
  sleep(20).then(() => console.log('fired', event.id));
  return event.id;
};
