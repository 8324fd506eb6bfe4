exports.title = async (event) => {
  const page = await open(event.url);
  return page.evaluate(() => document.title);
};
const open = async (url) => ({ url, evaluate: async (code) => code() });
