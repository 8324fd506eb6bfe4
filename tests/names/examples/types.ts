// Types and values of one name are two things, or one that is declared twice.
import { Store, type Options as Given } from './store';
import type { Deep } from './deep';
import type * as Shapes from './shapes';
type Table = string;
const Table = 'orders' as Table;
interface Item { Table: Table; run<Table>(table: Table): Item; new (item: Item): Item; readonly [index: number]: Item; }
class Item { static Table = Table; }
enum Colour { Red, Green = Red, 'Dark Blue', Blue = Colour.Green }
const enum Size { Small = 1, Large = Small << 1 }
function identity<T extends Item = Item, U = keyof T>(value: T, other?: U): T & U { type Table = T; let it: Table = value; return it as T & U; }
function shadows<Store>(store: Store) { type Inner = Store; const made = new Store(); return made as Inner; }
type Element<A> = A extends Array<infer B extends Item> ? B : A extends infer C ? C : never;
type Mapped<T> = { [Key in keyof T as `get${Key & string}`]: T[Key] };
type Callback = (this: Item, error: Error | null, ...data: Table[]) => asserts error is Error;
type Tuple = [first: Item, second?: Table, ...rest: Deep[]];
type Query = typeof Table | typeof Item.Table | typeof import('./other') | import('./other').Table<Item> | Shapes.Circle.Radius;
let unique: unique symbol, bigint: bigint, literal: `a${Table}`, indexed: Item['Table'][];
const checked = { Table, colour: Colour.Red } satisfies Record<string, unknown>;
const frozen = [Table] as const, cast = <Item>(<unknown>frozen), sure = unique!;
function isItem(it: unknown): it is Item { return it instanceof Item; }
function named(this: Item, it: typeof this) { return this; }
abstract class Base<T> implements Item, Given { declare Table: string; abstract go(it: T): T; constructor(private readonly store: Store, public item = store) { store; } get it(): T { return this.it; } }
class Derived extends Base<Item> { override go(item = this.it): Item { return item; } }
let optional = cast?.go?.(checked), made = new Map<Item, Table>();
