const fs = require('fs');

exports.handler = async (event) => {
  fs.writeFile('/tmp/leakfix-code-follows', 'text', (err) => {
    if (err) console.log('not written');
    else console.log('written');
  });
  const answer = { id: event.id };
  console.log('answering', event.id);
  return answer;
};
