// after, node20, event 2: the effects differ
const rates = () => Promise.resolve({ EUR: 1, USD: 1.1 });

export const handler = async (event) => {
  let rate;
  try {
    const all = await rates();
    rate = all[event.currency];
    if (rate === undefined) throw `no rate for ${event.currency}`;
    if (event.amount < 0) throw 'less than nothing';
  } catch (err) {
    console.error('failed', err);
    throw err;
  }
  return (event.amount * rate).toFixed(2);
};
