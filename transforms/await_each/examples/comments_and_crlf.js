// Comments stay where they were, and so do the line ends.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  // before the loop
  event.ids // what
    /* how */ .forEach(/* who */ async (id) => { // each
      // first
      await db.put({ TableName: 'rooms', Item: { id } }).promise(); // done
      /* last */
    } /* end */); // behind
  // after the loop
  return 'ok';
};
