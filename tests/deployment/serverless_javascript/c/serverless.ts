export default {
  provider: { name: 'aws', runtime: 'nodejs22.x' },
  functions: { one: { handler: 'one.handler' } },
} satisfies Config;
