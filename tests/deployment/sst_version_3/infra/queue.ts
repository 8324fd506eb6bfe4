export const queue = new sst.aws.Queue('Queue');

queue.subscribe('src/subscriber.handler');
