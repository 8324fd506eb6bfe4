const { PrismaClient } = require('@prisma/client');

const prisma = new PrismaClient();

exports.handler = async (event) => {
  try {
    return await prisma.user.findMany();
  } finally {
    await prisma.$disconnect();
  }
};
