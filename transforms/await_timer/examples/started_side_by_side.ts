const PAUSE = 20;

export const handler = async (event: { id: number }): Promise<string> => {
  setTimeout(() => {
    console.log('one', event.id);
  }, PAUSE);
  setTimeout(() => {
    console.log('two', event.id);
  }, PAUSE * 2);
  return 'done';
};
