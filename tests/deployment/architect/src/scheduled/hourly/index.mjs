export const handler = async (event) => {};
