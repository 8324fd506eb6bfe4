// `this` in an arrow is the one around it, so it may move.
const AWS = require('aws-sdk');

class Journal {
  constructor() {
    this.db = new AWS.DynamoDB.DocumentClient();
    this.lines = [];
  }

  write(line) {
    this.db.put({ TableName: 'journal', Item: { id: line } }, (err) => {
      if (err) {
        console.error('not written', line);
        return;
      }
      this.lines.push(line);
      console.log('lines', this.lines.length);
    });
  }

  async day(lines) {
    this.write(lines.join(' '));
    return lines.length;
  }
}

const journal = new Journal();

module.exports.handler = async (event) => journal.day(event.lines);
