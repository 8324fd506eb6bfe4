function greet(greeting, name) {
  console.log(greeting, name);
}

exports.handler = async (event) => {
  setTimeout(greet, 20, 'hello', event.name);
  return event.name;
};
