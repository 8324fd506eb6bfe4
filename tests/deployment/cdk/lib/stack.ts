import * as cdk from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Runtime, Function as Fn } from 'aws-cdk-lib/aws-lambda';
import { aws_lambda_nodejs as nodejs, triggers } from 'aws-cdk-lib';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { join } from 'path';
import { ASSETS } from './assets';

export class Stack extends cdk.Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const shared = { runtime: lambda.Runtime.NODEJS_18_X, timeout: cdk.Duration.seconds(3) };

    new lambda.Function(this, 'relative', {
      ...shared,
      handler: 'index.handler',
      code: lambda.Code.fromAsset('lambda/relative'),
    });
    new Fn(this, 'dirname', {
      runtime: Runtime.NODEJS_20_X,
      handler: 'nested/app.api.get',
      code: lambda.Code.fromAsset(join(__dirname, '..', 'lambda', 'dirname')),
    });
    new cdk.aws_lambda.SingletonFunction(this, 'constant', {
      ...shared,
      uuid: '1',
      handler: 'constant.handler',
      code: lambda.Code.fromAsset(ASSETS),
    });
    new NodejsFunction(this, 'entry', { ...shared, entry: join(__dirname, '../src/entry.ts') });
    new nodejs.NodejsFunction(this, 'exported', { entry: 'src/exported.ts', handler: 'main' });
    new nodejs.NodejsFunction(this, 'dotted', { entry: 'src/exported.ts', handler: 'index.other' });
    new NodejsFunction(this, 'api');
    new cloudfront.experimental.EdgeFunction(this, 'edge', {
      ...shared,
      handler: 'edge.handler',
      code: lambda.Code.fromAsset('lambda/relative'),
    });
    new triggers.TriggerFunction(this, 'trigger', {
      ...shared,
      handler: 'trigger.handler',
      code: lambda.Code.fromAsset('lambda/relative'),
    });
    new lambda.Function(this, 'python', {
      runtime: lambda.Runtime.PYTHON_3_12,
      handler: 'app.handler',
      code: lambda.Code.fromAsset('lambda/python'),
    });
    new lambda.Function(this, 'inline', {
      ...shared,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = () => {}'),
    });
    new cloudfront.Function(this, 'viewer', { code: cloudfront.FunctionCode.fromFile({ filePath: 'viewer.js' }) });
  }
}
