const visits = require('./visits');

exports.handler = async (event) => {
  const count = await visits.count(event.page);
  await visits.close();
  return count;
};
