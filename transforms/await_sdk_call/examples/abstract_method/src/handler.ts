import { Store } from './store';

export const handler = async (event: { id: string }): Promise<void> => {
  new Store().run(event.id);
};
