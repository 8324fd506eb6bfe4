export { handler } from '@acme/handlers';
