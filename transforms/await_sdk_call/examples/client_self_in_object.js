// `const self = this` in a method of the object that has the client.
const AWS = require('aws-sdk');

class Ledger {
  constructor() {
    this.db = new AWS.DynamoDB.DocumentClient();
    this.entries = 0;
  }

  async book(entry) {
    const self = this;
    self.db.put({ TableName: 'ledger', Item: entry }, function (err) {
      if (err) {
        console.error('not booked', entry.id);
        return;
      }
      self.entries += 1;
      console.log('booked', entry.id, self.entries);
    });
  }
}

const ledger = new Ledger();

exports.handler = async (event) => {
  await ledger.book({ id: event.id, amount: event.amount });
  return event.amount;
};
