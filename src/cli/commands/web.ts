import type { Command } from '../command.ts';
import { serve } from '../serve.ts';

export const webCommand: Command = {
  name: 'web',
  summary: 'Run the web pages alone; workers run elsewhere (`duly worker`)',
  examples: ['DATABASE_URL=postgres://duly:password@db:5432/duly DULY_SECRET_FILE=/run/secret duly web'],
  run: (call) => serve(call, { web: true, workers: false }),
};
