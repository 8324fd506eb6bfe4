// A route of Express does not wait.
const { save } = require('./store');
const app = require('express')();
app.post('/', (req, res) => {
  save(req.body);
  res.end();
});
module.exports = app;
