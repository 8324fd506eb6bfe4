export const one = async (): Promise<number> => 1;
export function overloaded(a: string): Promise<string>;
export function overloaded(a: number): Promise<number>;
export function overloaded(a: any) {
  return Promise.resolve(a);
}
export interface one {}
