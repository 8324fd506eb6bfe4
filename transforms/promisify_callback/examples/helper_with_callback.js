const fs = require('fs');

function load(name, done) {
  fs.readFile(`/tmp/${name}`, 'utf8', (err, text) => {
    if (err) return done(err);
    done(null, JSON.parse(text));
  });
}

exports.handler = async (event) => {
  load(event.name, (err, config) => {
    if (err) throw err;
    console.log(config);
  });
};
