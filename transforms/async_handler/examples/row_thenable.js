// The query builder of the house is no promise, but has a `then`.
const query = (rows) => ({
  rows,
  where(test) { return query(rows.filter(test)); },
  then(resolve, reject) {
    if (!rows.length) return Promise.reject(new Error('nothing found')).then(resolve, reject);
    return Promise.resolve(rows).then(resolve, reject);
  },
});

const houses = query([{ street: 'Elm', number: 1 }, { street: 'Elm', number: 2 }, { street: 'Oak', number: 1 }]);

exports.handler = (event, context, callback) => {
  houses.where((it) => it.street === event.street).then((rows) => callback(null, rows.length), callback);
};
