// The parts of a namespace see each other's exports, and not what else is in them.
namespace Shop { export const price = 1; const hidden = price; export namespace Cart { export const total = price } export import Alias = Cart; }
namespace Shop { export const double = price * 2 + hidden; Cart.total; export type Total = typeof Cart.total; }
const hidden = Shop.price;
enum Step { First } enum Step { Second = First + 1 }
