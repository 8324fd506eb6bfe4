// Only what hides something is noted.
const log = (reason) => console.error('lost', reason);
process.on('unhandledRejection', log);
process.on('unhandledRejection', (reason) => {
  console.error('lost', reason);
  process.exit(1);
});
process.on('uncaughtException', log);

exports.handler = async (event) => ({ order: event.order });
