interface Saved { id: number }

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const handler = async (event: Saved): Promise<Saved> => {
  sleep(20).then(() => console.log('fired'));
  return event;
};
