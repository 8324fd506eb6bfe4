// Async methods of a class, one of which nobody awaits.
import { SNS } from 'aws-sdk';

class Orders {
  private readonly sns = new SNS();

  async confirm(id: string): Promise<void> {
    await this.sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: `confirmed ${id}` }).promise();
  }

  async place(id: string): Promise<string> {
    this.confirm(id);
    return `placed ${id}`;
  }
}

const orders = new Orders();

export const handler = async (event: { id: string }): Promise<string> => orders.place(event.id);
