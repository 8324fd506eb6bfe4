require('./boot.mjs');
