//! Lambda code that the tests put into projects.

/// One leak, which is fixed.
pub const LEAK: &str = "\
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.put({ TableName: 'orders', Item: event }, (err) => {
    if (err) console.error(err);
  });
  return 'ok';
};
";

/// [`LEAK`] without the leak.
pub const FIXED: &str = "\
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  try {
    await db.put({ TableName: 'orders', Item: event }).promise();
  } catch (err) {
    console.error(err);
  }
  return 'ok';
};
";

/// One leak, which stays: `sort` waits for nothing.
pub const REFUSED: &str = "\
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  event.orders.sort((one, other) => {
    db.put({ TableName: 'orders', Item: one }, (err) => {
      if (err) console.error(err);
    });
    return one.price - other.price;
  });
  return 'ok';
};
";

/// One leak, which is fixed with `--unsafe`: what follows the call runs later.
pub const UNSAFE: &str = "\
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const state = { asked: 0, saved: false };

exports.handler = async (event) => {
  db.put({ TableName: 'orders', Item: event }, (err) => {
    if (err) console.error(err);
    else state.saved = true;
  });
  state.asked += 1;
  return state.saved;
};
";

/// One leak, which no handler reaches.
pub const UNREACHED: &str = "\
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.save = async (item) => {
  db.put({ TableName: 'orders', Item: item }, (err) => {
    if (err) console.error(err);
  });
};
";

/// A request that is never sent: a note, no leak.
pub const NEVER_SENT: &str = "\
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.put({ TableName: 'orders', Item: event });
  return 'ok';
};
";

/// A handler with nothing to say about.
pub const CLEAN: &str = "exports.handler = async (event) => event.name;\n";

/// A syntax error in line 2.
pub const BROKEN: &str = "const AWS = require('aws-sdk');\nconst = new AWS.S3();\n";

/// The lines with CRLF at their ends.
pub fn crlf(code: &str) -> String {
    code.replace('\n', "\r\n")
}
