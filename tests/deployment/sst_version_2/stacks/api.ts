import { Api, Cron, Function, Queue, StackContext, StaticSite, use } from 'sst/constructs';
import { Storage } from './storage';

export function Stack({ stack }: StackContext) {
  new Function(stack, 'one', { handler: 'functions/one.handler', runtime: 'nodejs20.x' });
  const api = new Api(stack, 'api', {
    routes: {
      'GET /': 'functions/list.main',
      'POST /': { function: { handler: 'functions/users.api.create' } },
    },
  });
  api.addRoutes(stack, { 'DELETE /': 'functions/remove.handler' });
  new Function(stack, 'two', { srcPath: 'own/', handler: 'two.handler' });
  new Cron(stack, 'cron', { schedule: 'rate(1 day)', job: 'jobs/daily.handler' });
  new Queue(stack, 'queue', { consumer: { function: 'functions/gone.handler' } });
  use(Storage).bucket.addNotifications(stack, { resize: 'functions/resize.handler' });
  new StaticSite(stack, 'site', { path: 'site', errorPage: 'index.html' });
}
