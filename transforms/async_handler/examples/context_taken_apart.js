exports.handler = (event, { succeed, fail, functionName }) => {
  const [first] = event.Records || [];
  if (!first) return fail();
  const { bucket, object } = first.s3;
  if (object.size === 0) {
    fail(`empty object ${object.key}`);
    return;
  }
  console.log(functionName, object.key);
  succeed(`${bucket.name}/${object.key}`);
};
