const { save } = require('./store');

save({ id: 'seed' });
