import fs = require('fs');
import type { Stats } from 'fs';
class Reader { read(stats: Stats) { return fs.statSync; } }
namespace Reader { export type Name = string }
export = Reader;
