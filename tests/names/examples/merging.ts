// Declarations of one name in one scope are one.
function load(a: string): void;
function load(a: number): void;
function load(a: string | number) { load(1); }
namespace load { export const retries = 3; export function more() { return retries + load.retries; } }
class Service { }
namespace Service { export interface Options { a: Service } export class Inner extends Service {} }
interface Service { options: Service.Options }
interface Box<T> { a: T } interface Box<T> { b: T }
enum Kind { A } enum Kind { B = 1 }
namespace Outer.Inner { export const deep = 1; }
namespace Outer.Inner { const own = 1; own; }
const it: Kind = Kind.B, box: Box<string> = null, inner = Outer.Inner.deep;
import Alias = Outer.Inner;
import Required = require('./required');
export import Again = Alias.deep;
Alias.deep; new Required(load, Service);
