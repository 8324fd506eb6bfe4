exports.main = (params) => ({ payload: params.name });
