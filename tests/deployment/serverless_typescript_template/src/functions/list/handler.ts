export const main = async (event: unknown) => ({});
