exports.handler = (event, context, callback) => {
  switch (event.kind) {
    case 1: callback(); console.log('one');
    case 2: callback(null, 'two'); break;
    case 3: callback(); console.log('three'); break;
    default: callback('other');
  }
  callback(null, 'end');
};
