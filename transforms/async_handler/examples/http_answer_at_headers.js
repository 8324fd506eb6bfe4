var https = require('https');

exports.handler = function(event, context, callback) {
    if (!event.key) callback('no key');

    var bell = https.request({
        hostname: 'bell.example.com',
        path: '/ring/' + event.name,
        method: 'POST'
    }, function(reply) {
        console.log('rung:', reply.statusCode);
        reply.setEncoding('utf8');
        reply.on('data', function(words) {
            console.log('it says ' + words);
        });
        callback(null, reply.statusCode);
    });
    bell.on('error', function(err) {
        console.log('nobody hears it: ' + err.code);
        callback(err.code);
    });
    bell.end();
};
