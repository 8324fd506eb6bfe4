class Api {
  respond(callback, x) { callback(null, x); }
  run(event, callback) { if (!event.x) { this.respond(callback, 0); return; } this.respond(callback, event.x); }
}
const api = new Api();
exports.handler = (event, context, callback) => api.run(event, callback);
