// What the callback gets is what it was when the timer was started.
exports.handler = async (event) => {
  let count = event.count;
  setTimeout((before) => console.log('before', before, 'now', count), 20, `${count}`);
  count += 1;
};
