// The DynamoDB tables of one example, kept by dynalite in memory. It knows nothing of handlers.
'use strict';
const http = require('node:http');
const dynalite = require('dynalite');
const { marshall, unmarshall } = require('@aws-sdk/util-dynamodb');

class Tables {
  /** wanted: {name: {key, items}} with plain JSON items and a string hash key. */
  static async create(wanted) {
    const tables = new Tables(Object.keys(wanted));
    await new Promise((resolve) => tables.server.listen(0, '127.0.0.1', resolve));
    for (const [name, { key, items = [] }] of Object.entries(wanted)) await tables.add(name, key, items);
    return tables;
  }

  constructor(names) {
    this.names = names;
    this.server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  }

  async add(TableName, key, items) {
    await this.call('CreateTable', {
      TableName,
      AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
      KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    while ((await this.call('DescribeTable', { TableName })).Table.TableStatus !== 'ACTIVE');
    for (const item of items) await this.call('PutItem', { TableName, Item: marshall(item) });
  }

  /** {name: items}, sorted, so that two tables with the same items are equal. */
  async contents() {
    const contents = {};
    for (const TableName of this.names) {
      const { Items } = await this.call('Scan', { TableName, ConsistentRead: true });
      const items = Items.map((item) => JSON.stringify(sorted(unmarshall(item))));
      contents[TableName] = items.sort().map((item) => JSON.parse(item));
    }
    return contents;
  }

  async call(operation, body) {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-date': '20200101T000000Z',
      authorization: 'AWS4-HMAC-SHA256 Credential=example/20200101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    };
    const answer = await this.forward({ method: 'POST', url: '/', headers, raw: Buffer.from(JSON.stringify(body)) });
    if (answer.status !== 200) throw new Error(`${operation}: ${answer.body}`);
    return JSON.parse(answer.body);
  }

  forward({ method, url, headers, raw }) {
    const { 'transfer-encoding': _, connection: __, ...kept } = headers;
    const options = { host: '127.0.0.1', port: this.server.address().port, method, path: url, headers: { ...kept, 'content-length': raw.length } };
    return new Promise((resolve, reject) => {
      const request = http.request(options, async (response) => {
        const chunks = [];
        for await (const chunk of response) chunks.push(chunk);
        const { connection, 'keep-alive': keepAlive, 'transfer-encoding': encoding, ...answered } = response.headers;
        resolve({ status: response.statusCode, headers: answered, body: Buffer.concat(chunks) });
      });
      request.on('error', reject).end(raw);
    });
  }

  async close() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function sorted(value) {
  if (!value || typeof value !== 'object' || Array.isArray(value) || value instanceof Set) return value instanceof Set ? [...value].sort() : value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

module.exports = { Tables };
