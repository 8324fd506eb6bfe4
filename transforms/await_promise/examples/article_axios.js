// What the response brings may be logged by another invocation.
const axios = require('axios');

exports.handler = async (event, context) => {
    axios.post('https://example.com/people', {
        firstName: event.firstName,
        lastName: event.lastName
    })
    .then(function (response) {
        // Whose invocation is this?
        console.log(response.status);
    });

    return 'OK';
};
