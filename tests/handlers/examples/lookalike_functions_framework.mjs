import functions from '@google-cloud/functions-framework';

export const main = async (event, context) => event;
functions.cloudEvent('main', main);
