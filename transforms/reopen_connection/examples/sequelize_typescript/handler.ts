import { Sequelize } from 'sequelize';

const sequelize = new Sequelize("postgres://localhost/shop", { logging: false });

export async function handler(event: { id: string }) {
  try {
    return await sequelize.query("SELECT name FROM users");
  } finally {
    await sequelize.close();
  }
}
