exports.command = 'deploy <stage>';
exports.describe = 'deploys';
exports.builder = {};
exports.handler = async (options) => console.log(options.stage);
