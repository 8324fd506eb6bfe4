// Every comment knows its thread, and the thread its comments.
exports.handler = async (event) => {
  const thread = { title: event.title, comments: [] };
  for (const text of event.comments || []) {
    thread.comments.push(event.linked ? { text, thread } : { text });
  }
  return thread;
};
