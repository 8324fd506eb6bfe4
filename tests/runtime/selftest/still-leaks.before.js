exports.handler = async () => {
  setTimeout(() => console.log('fired'), 20);
  return 'ok';
};
