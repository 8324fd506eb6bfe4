module.exports = async ({ store }, event) => {
  store.save(event);
};
