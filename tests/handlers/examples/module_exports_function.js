module.exports = async (event, context) => event.Records;
