// after, node20, event 1: the effects differ
const rates = () => Promise.resolve({ EUR: 1, USD: 1.1 });

export const handler = async (event) => {
  let rate;
  try {
    const all = await rates();
    rate = all[event.currency];
    if (rate === undefined) throw `no rate for ${event.currency}`;
  } catch (err) {

    throw err;
  }
  if (event.amount < 0) throw 'less than nothing';
  return (event.amount * rate).toFixed(2);
};
