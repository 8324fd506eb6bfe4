module.exports.handler = (context, req) => {
  context.res = { body: req.query };
  context.done();
};
