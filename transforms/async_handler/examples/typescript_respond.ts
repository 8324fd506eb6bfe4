import type { APIGatewayProxyCallback, APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import AWS from 'aws-sdk';

const s3 = new AWS.S3();

function respond(callback: APIGatewayProxyCallback, statusCode: number, message: string): void {
    const result: APIGatewayProxyResult = { statusCode, body: JSON.stringify({ message }) };
    callback(null, result);
}

export function handler(event: APIGatewayProxyEvent, _context: Context, callback: APIGatewayProxyCallback): void {
    const key = event.pathParameters?.key;
    if (!key) return respond(callback, 400, 'key is missing');

    s3.deleteObject({ Bucket: 'uploads', Key: key }, (err: AWS.AWSError) => {
        if (err) {
            respond(callback, err.statusCode ?? 500, err.message);
        } else {
            respond(callback, 200, `${key} is gone`);
        }
    });
}
