// The abstract method says what its implementations return.
export abstract class Base {
  abstract write(id: string): void;

  run(id: string): void {
    this.write(id);
  }
}
