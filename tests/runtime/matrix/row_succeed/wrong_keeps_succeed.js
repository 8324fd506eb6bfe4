// after, node24, event 0: the answer is
// An old function of the mobile backend.
console.log('loading');

exports.handler = async function(event, context) {
    var page = event.page || 1;
    if (page > 3) {
        return;
    } else if (page === 3) {
        return { items: [], last: true };
    } else {
        context.succeed({ items: [page * 10, page * 10 + 1], last: false });
    }
};
