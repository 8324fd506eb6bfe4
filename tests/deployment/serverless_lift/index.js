exports.producer = async (event) => event;
exports.consumer = async (event) => event;
