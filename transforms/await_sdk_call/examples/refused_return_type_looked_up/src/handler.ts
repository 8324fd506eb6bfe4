// Another type is made of what the function of the interface returns.
import { store } from './store';

export const handler = async (event: { id: string }): Promise<void> => {
  store.save(event.id);
};
