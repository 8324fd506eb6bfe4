export interface Query {
  where(name: string): Query;
  run(): Promise<void>;
}
export declare function chain(): Query;
