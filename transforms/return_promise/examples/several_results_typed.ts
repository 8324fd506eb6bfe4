// The results have the types that the callback gave them.
import AWS from 'aws-sdk';

const ddb = new AWS.DynamoDB.DocumentClient();

function getUser(email: string, done: (err: Error | null, hash?: string, salt?: string | null) => void): void {
  ddb.get({ TableName: 'users', Key: { email } }, (err, data) => {
    if (err) return done(err);
    if (!data.Item) return done(null);
    done(null, data.Item.hash as string, data.Item.salt as string);
  });
}

function range(id: string, done: (err: Error | null, from: number, to: number) => void) {
  ddb.get({ TableName: 'ranges', Key: { id } }, (err, data) => {
    if (err) throw err;
    done(null, data.Item!.from as number, data.Item!.to as number);
  });
}

export const handler = async (event: { email: string }) => {
  getUser(event.email, (err, hash, salt) => {
    if (err) throw err;
    range(event.email, (err, from, to) => {
      if (err) throw err;
      console.log(hash === undefined, salt, to - from);
    });
  });
};
