import { parseString } from 'xml2js';

export const handler = (event, context, callback) => parseString(event.xml, callback);

export const names = (event, _context, done) => parseString(event.xml, (err, found) => done(err, Object.keys(found || {})));
