export const handler = async (event) => {
  const { readFile } = await import('node:fs');
  readFile('/etc/passwd', (err, text) => {
    if (err) throw err;
    console.log(event.id, text.length > 0);
  });
};
