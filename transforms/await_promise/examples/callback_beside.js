// The call has a callback, too, which the promise need not wait for.
const axios = require('axios');

exports.handler = async (event) => {
  axios.get(event.url, (err, response) => {
    if (err) console.error(err.message);
    else console.log(response.status);
  });
  return 'ok';
};
