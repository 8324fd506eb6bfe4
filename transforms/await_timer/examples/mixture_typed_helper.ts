// Types all the way: a function with a callback, called for each item of another one, and a timer in its callback.
const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

function save(id: string, callback: (err: Error | null, saved?: string) => void): void {
  db.put({ TableName: 'orders', Item: { id } }, (err: Error | null) => {
    if (err) {
      callback(err);
      return;
    }
    callback(null, id);
  });
}

function saveAll(ids: string[]): void {
  ids.forEach((id: string): void => {
    save(id, (err, saved) => {
      if (err) {
        console.error('not saved', id);
        return;
      }
      setTimeout((): void => {
        console.log('saved', saved);
      }, 20);
    });
  });
}

exports.handler = async (event: { ids: string[] }): Promise<string> => {
  saveAll(event.ids);
  return 'ok';
};
