// Named like a test, and declared all the same.
const nightly = async (input) => input;
export default { nightly };
export * from '../all.mjs';
