const handler = () => {};
export default handler;
