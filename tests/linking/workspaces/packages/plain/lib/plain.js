exports.plain = () => 1;
