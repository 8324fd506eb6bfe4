export interface Saver {
  save(id: string): boolean;
}

export type Saved = ReturnType<Saver['save']>;
