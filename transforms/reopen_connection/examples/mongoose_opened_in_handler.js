const mongoose = require('mongoose');

const User = mongoose.model('User', new mongoose.Schema({ name: String }));

exports.handler = async (event) => {
  await mongoose.connect(process.env.MONGODB_URI);
  const user = await User.findOne({ name: event.name });
  await mongoose.disconnect();
  return user;
};
