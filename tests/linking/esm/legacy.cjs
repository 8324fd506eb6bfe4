function legacy() {}
legacy.helper = async () => 1;
module.exports = legacy;
