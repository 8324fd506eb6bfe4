exports.inner = () => 1;
