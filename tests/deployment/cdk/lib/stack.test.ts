import * as lambda from 'aws-cdk-lib/aws-lambda';

new lambda.Function(stack, 'x', { runtime, handler, code });
