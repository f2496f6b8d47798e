import type { Command } from '../command.ts';
import { serve } from '../serve.ts';

export const startCommand: Command = {
  name: 'start',
  summary: 'Run the service: web pages and workers, on the embedded database unless DATABASE_URL is set',
  examples: ['duly start', 'PORT=9000 DULY_DATA=/var/lib/duly duly start'],
  run: (call) => serve(call, { web: true, workers: true }),
};
