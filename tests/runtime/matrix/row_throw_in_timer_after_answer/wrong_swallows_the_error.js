// after, node20, event 1: the answer is
exports.handler = async function (event) {
  await new Promise((resolve) => setTimeout(resolve, 10));
  if (event.fuel >= 1) console.log('arrived with', event.fuel);
  return { ok: true };
};
