var fs = require('fs'),
    os = require('os'),
    path = require('path');

exports.handler = async function (event) {
    fs.readFile(path.resolve(event.file), function (e, data) {
        if (e) {
            console.log(e.code);
        }
        console.log('going on', data, os.EOL);
    });
};
