// An escape names what the letters name.
const table = 1;
const n\u0061me = t\u0061ble;
const other = { n\u{61}me, table: \u0074able };
function caf\u00e9(\u{1d4d0}) { return café(𝓐, caf\u00E9); }
class \u0041 { #b\u0063; a() { return A.#bc; } }
label\u0031: while (name) break label1;
