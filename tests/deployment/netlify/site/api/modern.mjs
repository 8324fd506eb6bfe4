export default async (request, context) => new Response();
