import type { AWS } from '@serverless/typescript';

import hello from '@functions/hello';
import { list } from './src/functions';

const shared = { timeout: 30 };

const serverlessConfiguration: AWS = {
  service: 'template',
  plugins: ['serverless-esbuild'],
  provider: { name: 'aws', runtime: 'nodejs18.x' },
  functions: {
    hello,
    list,
    inline: { ...shared, handler: 'src/inline.handler' },
  },
};

module.exports = serverlessConfiguration;
