exports.handler = async (event, context) => {
  throw new Error('[404] gone');
};
