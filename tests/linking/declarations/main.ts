import { load, both, overloaded, callback, connect, Client, shared, version, later, any, nested, Extending, chain } from 'typed';
import whole, { Made } from 'whole';
import * as deep from 'typed/deep';
import helper from '@scope/untyped';

const client = new Client();

/* ? */ load('x');
/* ? */ both('x');
/* ? */ overloaded('x');
/* ? */ overloaded('x', 1);
/* ? */ callback('x');
/* ? */ callback('x', () => {});
/* ? */ client.get('x');
/* ? */ client.size();
/* ? */ client.inherited();
/* ? */ client.field('x');
/* ? */ client.hidden();
/* ? */ Client.open();
/* ? */ shared.get('x');
/* ? */ version();
/* ? */ later();
/* ? */ any();
/* ? */ nested.inner();
/* ? */ new Extending().outside();
/* ? */ new Extending().own();
/* ? */ chain().where('x').where('y').run();
/* ? */ whole('x');
/* ? */ whole.get('x');
/* ? */ new Made().send();
/* ? */ deep.dig();
/* ? */ helper('x');
export const run = async () => {
  const opened = await connect();
  return /* ? */ opened.get('x');
};
