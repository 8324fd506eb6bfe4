export const handler = async (event: { delay: number; name?: string }): Promise<void> => {
  const unused: NodeJS.Timeout = setTimeout((name: string) => {
    console.log(name.toUpperCase());
  }, event.delay, event.name!);
};
