const stamp = () => console.log('stamped');

exports.handler = (event, context, callback) => {
  event.id ? callback(null, event.id) : { stamp: stamp() };
};
