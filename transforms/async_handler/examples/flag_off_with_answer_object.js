let visits = 0;

module.exports = {
  handler: function (event, context, callback) {
    context.callbackWaitsForEmptyEventLoop = false; // answer at once
    visits++;
    if (event.fail) callback('visit ' + visits + ' failed');
    else callback(null, { visits: visits });
  },
};
