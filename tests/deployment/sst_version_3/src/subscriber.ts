export const handler = async (event: unknown) => ({ statusCode: 200 });
