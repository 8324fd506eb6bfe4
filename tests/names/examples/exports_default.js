// A default export may have a name, which is known here only.
export default async function handler(event) {
  return handler.name + event + later;
}
handler();
var later = 1;
export { later, handler as main };
