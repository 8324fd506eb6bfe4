const refuse = async () => {
  throw new Error('refused');
};

exports.handler = async () => {
  refuse();
  return 'ok';
};
