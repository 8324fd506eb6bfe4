var http = require('http');

function notify(text) {
    var options = { host: 'notify.example.com', path: '/', method: 'POST' };
    var req = http.request(options, function (res) {
        console.log('status', res.statusCode);
        res.on('data', function (chunk) {
            console.log('body', chunk.toString());
        });
    });

    req.on('error', function (e) {
        console.log('problem with request: ' + e.message);
    });

    // write data to request body
    req.write(text);
    req.end();
}

exports.notify = notify;
