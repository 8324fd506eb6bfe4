const store = require('@acme/store');
const { mail } = require('@acme/mail');
const { inner } = require('@acme/mail/inner');
const { plain } = require('@acme/plain/lib/plain');
const config = require('#config');
const unknown = require('@acme/elsewhere');

/* ? */ store.save;
/* ? */ mail;
/* ? */ inner;
/* ? */ plain;
/* ? */ config.table;
/* ? */ unknown.x;
