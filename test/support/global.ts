import { migrate } from '../../src/store/migrate.ts';
import { createTestDatabase, startTestPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    adminUrl: string;
    /** Name of a migrated database that nobody is connected to. */
    template: string;
  }
}

/** One PostgreSQL for the whole run, with one migrated database that each test copies. */
export async function setup(project: {
  provide(key: 'adminUrl' | 'template', value: string): void;
}): Promise<() => Promise<void>> {
  const server = await startTestPostgres();
  const { url } = await createTestDatabase(server.url);
  await migrate(url);
  project.provide('adminUrl', server.url);
  project.provide('template', new URL(url).pathname.slice(1));
  return () => server.stop();
}
