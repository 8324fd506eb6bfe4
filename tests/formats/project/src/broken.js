exports.handler = async () => {
  await (
};
