import { MongoClient } from 'mongodb';

const client = new MongoClient(process.env.MONGODB_URI);
const users = client.db('shop').collection('users');

export const handler = async (event) => {
  try {
    return await users.findOne({ name: event.name });
  } finally {
    await client.close();
  }
};
