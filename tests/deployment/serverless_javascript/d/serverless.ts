const config: Config = { provider: { name: 'aws' }, functions: { one: { handler: 'one.handler' } } };

export = config;
