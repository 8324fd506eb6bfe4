class Orders {
  handle(event, context, callback) {
    callback(null, this.find(event));
  }

  list = async (event, context) => this.find(event);

  find(event) {
    return event.body;
  }
}

const orders = new Orders();
module.exports.handler = orders.handle.bind(orders);
module.exports.list = orders.list;
// The first parameter is given already: two are left.
module.exports.lambdaHandler = function (config, event, context) {
  return config.run(event);
}.bind(null, { run: (event) => event });
