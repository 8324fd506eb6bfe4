// One name in many scopes, which is everyday code.
const data = [];
exports.handler = (event, context, callback) => {
  db.get(event, (err, data) => {
    if (err) return callback(err);
    db.get(data, function (err, data) {
      if (err) { const data = err; return callback(data); }
      data.forEach((data, index) => { data[index] = () => ({ data, err }); });
      callback(null, data);
    });
  });
  return data;
};
