// Lines that end as on Windows.
const first = 1;
function second(first, /* a
b */ third) {
  const text = `${first}
${third}`;
  return text
}
second(first);
