// Names in signatures without a body are parameters as well.
export class Client {
  get(key: string, callback?: (err: Error, data: typeof key) => void): void;
  get(key: number): void;
  get(key: any, callback?: any) { return [key, callback]; }
  static [Symbol.iterator](): void {}
  constructor(key: string);
  constructor(protected key: any, other: typeof key = key) {}
}
interface Api { (request: string): typeof request; new <T>(item: T): T; method?(item: number, other: typeof item): void; set value(value: string); }
type Handler = { (event: string, context: typeof event): void } | (new (handler: Handler) => Handler) | (<T>(item: T) => T);
abstract class Shape { abstract area(scale: number): typeof scale; }
declare function run(task: () => void, retries?: typeof task): void;
