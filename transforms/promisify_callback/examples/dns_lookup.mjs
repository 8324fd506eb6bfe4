import * as dns from 'node:dns';

export const handler = async (event) => {
  dns.lookup(`local${event.rest}`, (err, address, family) => {
    if (err) throw err;
    console.log(address.length > 2, family);
  });
};
