import { one } from './one';
export function two() {
  return one();
}
export namespace Inner {
  export const hidden = 1;
}
