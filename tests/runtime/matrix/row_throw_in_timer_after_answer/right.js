exports.handler = async function (event) {
  await new Promise((resolve) => setTimeout(resolve, 10));
  if (event.fuel < 1) throw new RangeError('ran dry on the way');
  console.log('arrived with', event.fuel);
  return { ok: true };
};
