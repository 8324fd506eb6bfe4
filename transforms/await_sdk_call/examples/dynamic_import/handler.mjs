// The module is imported when it is needed.
export const handler = async (event) => {
  if (event.id) {
    const { save } = await import('./store.mjs');
    save({ id: event.id });
  }
  return 'done';
};

export const later = async (event) => {
  (await import('./store.mjs')).save({ id: event.id });
};
