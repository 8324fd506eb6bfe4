const names = { user: 'user' };

module.exports = {
  one: { handler: `src/${names.user}.handler` },
  two: { handler: process.env.TWO || 'src/two.handler' },
};
