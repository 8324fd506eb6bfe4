import { one } from '@one';
import { two } from '@lib/two.js';
import fs = require('fs');
import legacy = require('./legacy');
import { Repository, Cached } from './repository';
import { overloaded } from './lib/one';

export const repository = new Repository();

/* ? */ one;
/* ? */ two();
/* ? */ fs.promises.readFile('x');
/* ? */ legacy();
/* ? */ repository.find('1');
/* ? */ repository.client;
/* ? */ new Cached().find('1');
/* ? */ new Cached().plain();
/* ? */ Repository.create();
/* ? */ repository.name;
/* ? */ overloaded('x');
/* ? */ (one as any)!;
