const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// It is its own caller, and waits once for each call.
async function walk(node) {
  await pause(5);
  console.log('at', node.name);
  (node.children || []).forEach((child) => {
    walk(child);
  });
}

exports.handler = async (event) => {
  await walk(event.tree);
  return event.tree.name;
};
