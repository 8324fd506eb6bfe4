const fs = require('fs');

exports.handler = async (event) => {
  for (const name of event.names) {
    fs.writeFile(`/tmp/leakfix-loop-${name}`, name + '\n', (err) => {
      if (err) console.log('not written', name);
      else console.log('written', name);
    });
  }
  return event.names.length;
};
