// An old function of the mobile backend.
console.log('loading');

exports.handler = function(event, context) {
    var page = event.page || 1;
    if (page > 3) {
        context.succeed();
    } else if (page === 3) {
        return context.succeed({ items: [], last: true });
    } else {
        context.succeed({ items: [page * 10, page * 10 + 1], last: false });
    }
};
