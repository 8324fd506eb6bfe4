//! A service of which several files have to change together.

use crate::project::Project;

/// The helper takes a callback, and becomes async together with all who call it.
pub const STORE: &str = "\
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

function save(item, callback) {
  db.put({ TableName: 'orders', Item: item }, (err) => {
    if (err) return callback(err);
    callback(null, item.id);
  });
}

module.exports = { save };
";

/// A handler that starts what the helper does, and waits for nothing.
pub const CALLER: &str = "\
const { save } = require('./store');

exports.handler = async (event) => {
  save(event, (err, id) => {
    if (err) console.error(err);
    else console.log(id);
  });
  return 'ok';
};
";

/// The helper, `callers` of it, and as many files that belong to no other.
pub fn service(callers: usize) -> Project {
    let project = Project::new(&[("together/store.js", STORE)]);
    for number in 0..callers {
        project.file(&format!("together/caller{number}.js"), CALLER);
        let alone = CALLER.replace("./store", "./gone");
        let alone = alone.replace(
            "const { save } = require('./gone');\n",
            &STORE.replace("\nmodule.exports = { save };\n", ""),
        );
        project.file(&format!("alone/single{number}.js"), alone);
    }
    project.git(&["init", "--quiet"]);
    project.commit();
    project
}
