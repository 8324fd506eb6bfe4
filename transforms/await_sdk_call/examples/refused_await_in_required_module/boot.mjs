// An ECMAScript module that `require` loads cannot wait.
import { save } from './store.mjs';
save({ id: 'boot' });
