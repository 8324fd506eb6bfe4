// A `var` belongs to the function around, wherever it stands.
found = 1;
function outer() {
  read(found);
  if (found) {
    for (var found = 0, other; found < 3; found++) read(other);
  }
  switch (found) {
    case 1:
      var late = found;
  }
  read(late, other);
  var found;
}
for (var key in object) read(key);
for (var value of list) read(value);
read(key, value, typeof nowhere);
