export default $config({
  app() {
    return { name: 'shop', home: 'aws' };
  },
  async run() {
    const api = new sst.aws.ApiGatewayV2('Api');
    api.route('GET /', 'src/get.handler');
    api.route('POST /', { handler: 'packages/functions/src/create.main', runtime: 'nodejs22.x' });
    new sst.aws.Function('Python', { handler: 'functions/app.handler', runtime: 'python3.12' });
    const bucket = new sst.aws.Bucket('Bucket');
    bucket.notify({ notifications: [{ name: 'Resize', function: 'src/resize.handler' }] });
    await import('./infra/queue');
  },
});
