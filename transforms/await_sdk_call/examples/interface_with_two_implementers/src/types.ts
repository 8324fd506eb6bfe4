// The interface says what all of its implementers return.
export interface Saver {
  save(item: { id: string }): void;
  close?: () => void;
}
