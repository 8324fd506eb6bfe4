// Methods of a class: fields and parameters whose types say that they are arrays, or only that they can be gone through.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

class Hall {
  private seats: string[] = [];

  add(...seats: string[]): void {
    this.seats.push(...seats);
  }

  async save(id: string): Promise<void> {
    await db.send(new PutCommand({ TableName: 'hall', Item: { id } }));
  }

  async saveAll(): Promise<void> {
    this.seats.forEach(async (seat) => this.save(seat));
  }

  async saveRows(rows: ReadonlySet<string>): Promise<void> {
    rows.forEach(async (row) => {
      await this.save(row);
    });
  }
}

export const handler = async (event: { seats: string[]; rows: string[] }): Promise<number> => {
  const hall = new Hall();
  hall.add(...event.seats);
  await hall.saveAll();
  await hall.saveRows(new Set(event.rows));
  return event.seats.length;
};
