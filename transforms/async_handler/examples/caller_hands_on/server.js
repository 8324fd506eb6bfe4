const { serve } = require('local-lambda-server');
const { handler } = require('./index');

serve({ port: 3000, handler });
