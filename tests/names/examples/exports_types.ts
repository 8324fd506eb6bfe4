interface Shape { a: Shape }
type Name = string;
const Value = 1; type Value = number;
namespace Space { export type A = Name }
export type { Shape, Name as Called };
export { Value, type Name, Space };
export default Shape;
export * from './others';
export type { Other } from './others';
export type * as Types from './others';
