// A byte order mark, letters of two and three bytes, and 😀 of four, which are two units of UTF-16.
const größe = '😀 größe 日本', 名前 = `😀${größe}😀`;
const 𠮷 = 名前; /* 😀 */ read(𠮷, größe); const ಠ_ಠ = '\u{1F600}';
read({ 名前, ಠ_ಠ, größe: 𠮷 }); // 😀
function 日(本) { return 本 + "😀" + 日; } /😀/u.test(日);
