// Every comment knows its thread, and the thread its comments.
exports.handler = (event, context, callback) => {
  const thread = { title: event.title, comments: [] };
  for (const text of event.comments || []) {
    thread.comments.push(event.linked ? { text, thread } : { text });
  }
  callback(null, thread);
};
