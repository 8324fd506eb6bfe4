exports.handler = async (event) => {
  const timer = setTimeout(() => {
    throw new Error('too slow');
  }, 300);
  return new Promise((resolve) => setTimeout(resolve, 10, event.id));
};
