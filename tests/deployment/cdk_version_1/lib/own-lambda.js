exports.Function = class {};
exports.Code = { asset: () => {} };
