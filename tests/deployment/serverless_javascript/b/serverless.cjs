module.exports = async () => {
  const stage = await load();
  return { provider: 'aws', functions: make(stage) };
};
