import middy from '@middy/core';
import doNotWaitForEmptyEventLoop from '@middy/do-not-wait-for-empty-event-loop';
import jsonBodyParser from '@middy/http-json-body-parser';

const lambda = async (event, context) => event.body;

export const handler = middy(lambda).use(jsonBodyParser());

export const create = middy()
  .use(doNotWaitForEmptyEventLoop())
  .before((request) => console.log(request))
  .handler((event, context, callback) => callback(null, event.body));
