const fs = require('fs');

async function save(name, done) {
  fs.writeFile(`/tmp/${name}`, 'text', done);
}

exports.handler = async (event) => {
  await save(event.name, (err) => console.log(err ? 'not saved' : 'saved'));
};
