import type { Saver } from './types';

export class Service {
  constructor(private readonly saver: Saver) {}

  run(id: string): number {
    this.saver.save({ id });
    return id.length;
  }
}
