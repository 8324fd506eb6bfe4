// The async callback has awaits and a `return` of its own.
async function load(id) {
  await new Promise((resolve) => setTimeout(resolve, 5));
  return id > 1 ? { id } : undefined;
}

exports.handler = async (event) => {
  setTimeout(async () => {
    const item = await load(event.id);
    if (!item) return;
    console.log('loaded', item.id);
  }, 10);
  return { statusCode: 202 };
};
