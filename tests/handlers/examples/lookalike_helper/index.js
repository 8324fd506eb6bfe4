const { parse, handler: report } = require('./lib');

exports.handler = async (event, context) => {
  try {
    return await parse(event, context);
  } catch (error) {
    await report(event, error);
    throw error;
  }
};
