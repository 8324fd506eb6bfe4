let served = 0;

function answer(callback, value) {
  callback(null, { value, served });
}

exports.handler = (event, context, callback) => {
  answer(callback, event.value);
  served += 1;
  console.log('served', served);
};
