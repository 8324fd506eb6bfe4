// These belong to no invocation.
let beats = 0;
setInterval(() => {
  beats += 1;
  setTimeout(() => console.log('beat', beats), 100);
}, 60000);

exports.handler = async () => beats;
