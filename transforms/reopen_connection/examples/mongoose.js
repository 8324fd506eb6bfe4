const mongoose = require('mongoose');

const uri = process.env.MONGODB_URI;
mongoose.connect(uri);

const User = mongoose.model('User', new mongoose.Schema({ name: String }));

exports.handler = async (event) => {
  const user = await User.findOne({ name: event.name });
  await mongoose.disconnect();
  return user;
};
