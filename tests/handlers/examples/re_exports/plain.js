exports.run = async (input) => input.id;
