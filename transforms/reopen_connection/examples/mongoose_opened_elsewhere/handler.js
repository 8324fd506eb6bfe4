const mongoose = require('mongoose');
const User = require('./database');

exports.handler = async (event) => {
  const user = await User.findOne({ name: event.name });
  await mongoose.connection.close();
  return user;
};
