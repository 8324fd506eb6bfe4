import mongoose from 'mongoose';

const connection = mongoose.createConnection(process.env.MONGODB_URI!, { maxPoolSize: 1 });
const User = connection.model('User', new mongoose.Schema({ name: String }));

export const handler = async (event: { name: string }) => {
  const user = await User.findOne({ name: event.name });
  await connection.close();
  return user;
};
