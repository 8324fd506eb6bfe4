import { Base } from './base.js';
import type { Elsewhere } from 'not-followed';
export * from './more.js';
export { dig as chainless } from './deep.js';
export declare function load(id: string): Promise<string>;
export declare function both(id: string): Promise<string> | string;
export declare function overloaded(id: string): Promise<string>;
export declare function overloaded(id: string, sync: number): string;
export declare function callback(id: string): Promise<string>;
export declare function callback(id: string, done: () => void): void;
export declare function connect(): Promise<Client>;
export declare class Client extends Base<string> {
  static open(): Promise<Client>;
  constructor(options?: object);
  get(id: string): Promise<string>;
  size(): number;
  field: (id: string) => Promise<void>;
  private hidden;
}
export declare const shared: Client;
export declare const version: () => string;
export declare function later<T>(): T;
export declare function any(): any;
export declare namespace nested {
  function inner(): Promise<void>;
}
export declare class Extending extends Elsewhere {
  own(): Promise<void>;
}
