import { answer, type Command } from '../command.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'Bring the database to the schema of this program',
  examples: ['duly migrate', 'DATABASE_URL=postgres://duly:password@db:5432/duly duly migrate --json'],
  async run(call) {
    const { migrated } = await call.open({ migrate: true });
    return answer({ applied: migrated }, ({ applied }) =>
      applied.length === 0
        ? 'The database is up to date: nothing to apply.'
        : applied.map((name) => `Applied ${name}`).join('\n'),
    );
  },
};
