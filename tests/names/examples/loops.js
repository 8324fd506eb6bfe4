// A loop's head has a scope of its own, around that of its body.
for (let i = 0, n = i; i < n; i++) { let i = n; setTimeout(() => i); }
for (const i of i) { read(i); }
for (let i in i) read(i);
for (var j = 0; j < 1; j++) { let j = 1; read(j); }
for (let k of [() => k]) { const k = 1; read(k); }
while (i) { let i = 1; read(i); }
do { let done = 1; read(done); } while (done);
for (i of list) read(i);
for (i.x in list) read(i);
for (async of => 1; ; ) break;
(async () => { for await (const i of i) read(i); })();
