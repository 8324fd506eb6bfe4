import { DynamoDB } from 'aws-sdk';

abstract class Base {
  client = new DynamoDB.DocumentClient();
  abstract find(id: string): unknown;
  plain() {
    return 1;
  }
  twice(id: string) {
    return this.find(id);
  }
  either() {
    return this.plain();
  }
}

export class Repository extends Base {
  static create() {
    return new Repository();
  }
  get name() {
    return 'repository';
  }
  find(id: string) {
    return this.client.get({ TableName: 't', Key: { id } }).promise();
  }
}

export class Cached extends Repository {
  async plain() {
    return super.plain();
  }
}
