// Says @aws-cdk, but the constructor is not theirs.
const lambda = require('./own-lambda');

new lambda.Function(stack, 'asset', { handler: 'index.handler', code: lambda.Code.asset('asset') });
