import { DynamoSaver } from './dynamo';
import { MemorySaver } from './memory';
import { Service } from './service';

const service = new Service(process.env.LOCAL ? new MemorySaver() : new DynamoSaver());

export const handler = async (event: { id: string }): Promise<number> => {
  return service.run(event.id);
};
