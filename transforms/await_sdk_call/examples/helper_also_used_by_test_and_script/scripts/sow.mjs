import { save } from '../store.js';

console.log('sowing');
save({ id: 'from the script' });
