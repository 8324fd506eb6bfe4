import { Saver } from './types';

export class MemorySaver implements Saver {
  items: { id: string }[] = [];

  save(item: { id: string }): void {
    this.items.push(item);
  }
}

export const silent: Saver = {
  save: () => {},
};
