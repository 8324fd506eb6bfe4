// It is imported by names, or as a whole, and is called where something else is over, or in a function of its own.
import awsServerlessExpress, { createServer, proxy as forward } from 'aws-serverless-express';

const server = createServer((request, response) => {
  response.sendDate = false;
  response.end('hello');
});
const ready = new Promise((resolve) => setTimeout(resolve, 20));

export const orders = (event, context) => forward(server, event, context);

export const returned = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;
  return awsServerlessExpress.proxy(
    server,
    event,
    context, // it answers by this
  );
};

export const later = (event, context) => {
  ready.then(() => forward(server, event, context));
};

function answer(event, context) {
  console.log(event.path);
  forward(server, event, context);
}

export const elsewhere = (event, context) => {
  answer(event, context);
};

// What is answered at once comes before what it answers.
export const outrun = (event, context) => {
  forward(server, event, context);
  context.succeed('first');
};

export const caught = (event, context) => {
  try {
    forward(server, event, context);
  } catch (error) {
    context.fail(error);
  }
};

// Lambda does not wait for it.
export const dropped = async (event, context) => {
  forward(server, event, context);
};
