const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const store = (id) => {
  pause(5).then(() => console.log('stored', id));
};

// What `store` starts is left: one rewrite would need two lists, of which only one waits for what fails.
exports.handler = async (event) => {
  event.items.forEach((item) => {
    store(item);
    (async () => {
      console.log('again', item.id);
      store(item.id);
    })();
  });
};
