const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Whether the tree comes to an end is not told here.
async function climb(node) {
  await pause(5);
  console.log('at', node.name);
  for (const child of node.children || []) {
    climb(child);
  }
}

exports.handler = async (event) => {
  await climb(event.tree);
};
