import { Api } from './stacks/api';

export default { stacks(app) { app.setDefaultFunctionProps({ srcPath: 'backend' }); app.stack(Api); } };
