exports.putObject = (params, done) => {
  const size = params.Body.length;
  if (size > 1000) {
    done(new Error('too large'));
    return;
  }
  done(null, { size });
};
