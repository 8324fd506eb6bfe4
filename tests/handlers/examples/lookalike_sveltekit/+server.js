export async function GET(event) {
  return new Response(event.url);
}
