exports.a = () => 1;
for (const name of ['b', 'c']) exports[name] = () => name;
