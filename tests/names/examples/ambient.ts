// What is declared only is declared all the same.
declare const VERSION: string, BUILD: typeof VERSION;
declare function external(value: string): asserts value is typeof VERSION;
declare class Outside { constructor(outside: Outside); method(this: Outside): void }
declare module 'somewhere' { export const thing: Outside; export default thing; interface Thing { a: Thing } }
declare module 'elsewhere';
declare namespace Deep.Down { let value: number; function get(): typeof value; }
declare enum Ambient { A, B = A }
declare let later: Later; interface Later { later: Later }
declare global { interface Window { a: Window; b: Later } var injected: string; namespace NodeJS { interface ProcessEnv { STAGE: string } } }
read(VERSION, BUILD, external, Outside, Deep.Down.get, Ambient.A, later, injected);
export {};
