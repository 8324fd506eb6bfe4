// All cases share one scope; what is switched on stands outside.
const x = 1;
switch (x) {
  case x:
    let x = 2;
    read(x);
  case y: {
    let x = 3;
    read(x);
  }
  default:
    const y = x;
    class Z { z = Z; }
    read(Z);
}
read(x, y, Z);
