// What a parameter's type names may be declared further down.
class Dom {}
type Row = string;
const table = 1;
export function tests() {
  class View { constructor(public dom: Dom, row?: Row, key: typeof table = table) {} }
  const arrow = <T extends Row>(dom: Dom, row: T): Row => row;
  function declared(dom: Dom): typeof table { type Row = Dom; return table; }
  class Dom { view?: View; }
  type Row = number;
  const table = 3;
  return [arrow, declared];
}
function body(a: Inner, b: typeof inner): Inner { type Inner = string; const inner: Inner = ''; return inner; }
