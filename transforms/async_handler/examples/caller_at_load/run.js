// Tries the functions out.
const lambda = require('./index');
const name = 'handler';

function print(error, data) {
  console.log(error);
  console.log(data);
}

lambda[name]({ name: 'ann' }, {}, print);
lambda.handler({}, {}, print);
lambda.second({ name: 'ann' }, {}, print);
