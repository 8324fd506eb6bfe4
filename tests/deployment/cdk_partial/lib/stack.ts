import * as lambda from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, NodejsFunctionProps } from 'aws-cdk-lib/aws-lambda-nodejs';
import { ApiGatewayToLambda } from '@aws-solutions-constructs/aws-apigateway-lambda';

export class Own extends NodejsFunction {
  constructor(scope, id, props: NodejsFunctionProps) {
    super(scope, id, { ...props, memorySize: 512 });
  }
}

export function add(stack, names: string[], stage: string) {
  new ApiGatewayToLambda(stack, 'passed', {
    lambdaFunctionProps: {
      runtime: lambda.Runtime.NODEJS_20_X,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(`${__dirname}/../lambda`),
    },
  });
  for (const name of names) {
    new NodejsFunction(stack, name, { entry: `src/${name}.ts` });
  }
  new lambda.Function(stack, 'unsaid', {
    runtime: lambda.Runtime.NODEJS_20_X,
    handler: `${stage}.handler`,
    code: lambda.Code.fromAsset('lambda'),
  });
  new lambda.Function(stack, 'uploaded', {
    runtime: lambda.Runtime.NODEJS_20_X,
    handler: 'index.handler',
    code: lambda.Code.fromBucket(bucket, 'key'),
  });
  new lambda.DockerImageFunction(stack, 'image', { code: lambda.DockerImageCode.fromImageAsset('image') });
  new NodejsFunction(stack, 'gone');
}
