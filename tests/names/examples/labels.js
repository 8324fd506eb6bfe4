// Labels are no names.
let outer = 0;
outer: for (const inner of [1]) {
  inner: while (outer) {
    if (inner) continue outer;
    break inner;
  }
  break outer;
}
block: { break block; }
read(block, { outer: inner });
