import { App } from 'sst/constructs';

export function defaults(app: App) {
  app.setDefaultFunctionProps({ srcPath: 'backend', runtime: 'nodejs18.x' });
}
