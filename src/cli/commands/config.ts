import { describeConfig } from '../../config.ts';
import { answer, type Command } from '../command.ts';
import { table } from '../terminal.ts';

export const configCommand: Command = {
  name: 'config',
  summary: 'Show the settings in force, and what is wrong with them; needs no database',
  examples: ['duly config', 'PORT=9000 duly config --json'],
  async run(call) {
    const described = describeConfig(call.io.env);
    const { faults } = described;
    return answer(
      described,
      ({ settings }, paint) =>
        table(
          settings.map(({ key, value, isDefault, about }) => [
            { text: key, paint: paint.bold },
            isDefault ? { text: value ?? '(not set)', paint: paint.dim } : (value ?? '(not set)'),
            { text: about, paint: paint.dim },
          ]),
        ),
      { faults, exitCode: faults.length === 0 ? 0 : 3 },
    );
  },
};
