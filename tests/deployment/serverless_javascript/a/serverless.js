module.exports = {
  provider: { name: 'aws' },
  functions: require('./functions'),
};
