// An old function of the mobile backend.
console.log('loading');

exports.handler = async function(event) {
    var page = event.page || 1;
    if (page > 3) {
        return;
    } else if (page === 3) {
        return { items: [], last: true };
    } else {
        return { items: [page * 10, page * 10 + 1], last: false };
    }
};
