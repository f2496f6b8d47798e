import type { Command } from '../command.ts';
import { serve } from '../serve.ts';

export const workerCommand: Command = {
  name: 'worker',
  summary: 'Run the workers alone; as many processes as you like',
  examples: ['DATABASE_URL=postgres://duly:password@db:5432/duly DULY_SECRET_FILE=/run/secret duly worker'],
  run: (call) => serve(call, { web: false, workers: true }),
};
