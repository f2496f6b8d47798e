import { defineConfig } from 'prisma/config';

/**
 * Read by Prisma's own command only (`prisma migrate deploy`, `prisma studio`); Duly applies its migrations
 * itself and takes its settings from src/config.ts.
 */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
