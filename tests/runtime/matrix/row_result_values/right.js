// Feature flags: some are off, some are texts, some nobody has heard of.
const flags = {
  'new-basket': true,
  'old-basket': false,
  'banner': '',
  'retries': 0,
  'theme': null,
};

exports.handler = async function (event) {
  const value = flags[event.flag];
  return value;
};
