import * as path from 'node:path';

export const ASSETS = path.resolve(__dirname, '../lambda/constant');
