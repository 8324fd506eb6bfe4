const { Sequelize, QueryTypes } = require('sequelize');

const sequelize = new Sequelize(process.env.DATABASE_URL, { logging: false });

exports.handler = async (event) => {
  const users = await sequelize.query("SELECT name FROM users", { type: QueryTypes.SELECT });
  await sequelize.close();
  return users;
};
