const Base = require('./base');

class Resize extends Base {
  process(event) {
    return event.Records;
  }
}

const resize = new Resize();
exports.handler = resize.run.bind(resize);
