const mongoose = require('mongoose');

const uri = process.env.MONGODB_URI;
mongoose.connect(uri);

const User = mongoose.model('User', new mongoose.Schema({ _id: Number, name: String }));

exports.handler = async (event) => {
  const user = await User.findOne({ name: event.name }).lean();
  await mongoose.disconnect();
  return user;
};
