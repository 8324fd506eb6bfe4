import type { APIGatewayProxyEvent, Context, Handler, S3Event, SQSHandler as Queue } from 'aws-lambda';
import * as lambda from 'aws-lambda';

export const anything: Handler = async (input) => input;
export const queue: Queue = async ({ Records }) => undefined;
export const whole: lambda.APIGatewayProxyHandler = async (request) => ({ statusCode: 200, body: '' });
export const http = async (request: APIGatewayProxyEvent, context: Context) => request.body;
export const files = (s3: S3Event): Promise<void> => Promise.resolve();
export const checked = (async (input) => input) satisfies Handler;

// Takes a part of an invocation, not an event.
export const remaining = (context: Context) => context.getRemainingTimeInMillis();
