const assert = require('assert');
const https = require('https');
const AWS = require('aws-sdk');

const pipeline = new AWS.CodePipeline();

exports.handler = (event, context) => {
  const job = { jobId: event.job };

  // Tells the pipeline, then Lambda.
  const passed = (message) => {
    pipeline.putJobSuccessResult(job, (err) => {
      if (err) {
        context.fail(err);
      } else {
        context.succeed({ message, left: context.memoryLimitInMB > 0 });
      }
    });
  };

  const refused = (reason) => {
    const details = { type: 'JobFailed', message: String(reason) };
    pipeline.putJobFailureResult({ ...job, failureDetails: details }, () => {
      context.fail(reason);
    });
  };

  if (!event.page) {
    refused('no page');
    return;
  }

  // Reads a page; who asks for it need not think of what may fail.
  const read = (page, then) => {
    let body = '';
    https
      .get(`https://shop.example.com/${page}`, (response) => {
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.on('end', () => {
          console.log('read', page);
          then({ body, status: response.statusCode });
        });
      })
      .on('error', (err) => refused(err.code));
  };

  read(event.page, (answer) => {
    try {
      assert.strictEqual(answer.status, 200);
      assert(answer.body.length < event.most, 'too long');
      passed('fine');
    } catch (err) {
      refused(err.message);
    }
  });
};
