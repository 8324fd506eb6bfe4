var https = require('https');

exports.handler = function(event, context, callback) {
    if (!event.key) callback('no key');

    var req = https.request({
        hostname: 'maker.example.com',
        path: '/trigger/' + event.name,
        method: 'POST'
    }, function(res) {
        console.log('Status: ' + res.statusCode);
        res.setEncoding('utf8');
        res.on('data', function(body) {
            console.log('Body: ' + body);
        });
        callback(null, res.statusCode);
    });
    req.on('error', function(e) {
        console.log('problem with request: ' + e.code);
        callback(e.code);
    });
    req.end();
};
