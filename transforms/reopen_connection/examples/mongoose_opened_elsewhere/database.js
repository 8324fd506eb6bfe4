const mongoose = require('mongoose');
const { uri } = require('./settings');

mongoose.connect(uri);

module.exports = mongoose.model('User', new mongoose.Schema({ name: String }));
