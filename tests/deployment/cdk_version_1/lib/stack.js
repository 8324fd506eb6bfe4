const lambda = require('@aws-cdk/aws-lambda');
const { NodejsFunction } = require('@aws-cdk/aws-lambda-nodejs');
const path = require('path');

module.exports.add = (stack) => {
  new lambda.Function(stack, 'asset', {
    runtime: lambda.Runtime.NODEJS_12_X,
    handler: 'index.handler',
    code: lambda.Code.asset(path.join(__dirname, '../asset')),
  });
  new NodejsFunction(stack, 'bundled', { entry: `${__dirname}/../src/bundled.js` });
};
