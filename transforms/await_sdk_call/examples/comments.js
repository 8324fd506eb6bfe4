// Comments in awkward places: all of them stay.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  // what the caller wants
  const id = event.id; // as text

  // write it
  db.put(
    {
      TableName: 'wishes', // made by hand
      Item: { id /* the key */, text: event.text },
    },
    // the outcome
    (err, data /* nothing in it */) => {
      // first the bad case
      if (err) {
        // nobody is told
        console.error('wish lost', err.code); // sadly
        return; // from here
      } // end of the bad case

      /*
       * then the good case
       */
      console.log('wish kept', id);
      // nothing more to do
    }, // the callback ends here
  ); // the call ends here

  // the answer
  return { statusCode: 200 }; // always
};
// the end
