exports.handler = async (event, context) => {
  throw '[404] gone';
};
