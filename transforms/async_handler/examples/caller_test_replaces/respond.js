exports.respond = (body, callback) => {
  callback(null, { statusCode: 200, body: JSON.stringify(body) });
};
