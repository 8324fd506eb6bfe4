// An async function is started in the next turn, as "fire and forget".
async function refresh(id) {
  await new Promise((resolve) => setTimeout(resolve, 10));
  console.log('refreshed', id);
}

exports.handler = async (event) => {
  setTimeout(async () => refresh(event.id), 0);
  return 'ok';
};
