const { PrismaClient } = require('@prisma/client');

const prisma = new PrismaClient();

exports.handler = async (event) => {
  const users = await prisma.user.findMany();
  prisma.$disconnect();
  return users;
};
