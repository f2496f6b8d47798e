import { describe, expect, it } from 'vitest';
import { addCommand } from '../../src/cli/commands/add.ts';
import { progressCommand } from '../../src/cli/commands/progress.ts';
import { showCommand } from '../../src/cli/commands/show.ts';
import { subscribeCommand } from '../../src/cli/commands/subscribe.ts';
import { inFlags } from '../../src/cli/flag-names.ts';

const none = { flags: {} };

describe('a refusal in the words of the command line', () => {
  it.each([
    [
      addCommand,
      'saidAt is required; title must not be empty.',
      '--said-at is required; --title must not be empty.',
    ],
    [addCommand, 'recordedBy must be one line.', '--by must be one line.'],
    [
      addCommand,
      'A target needs comparator, quantity and unit; unit is missing.',
      'A target needs comparator, quantity and unit; --unit is missing.',
    ],
    [
      addCommand,
      'set the dates by hand (closesOn), or leave it out and give reviewOn.',
      'set the dates by hand (--closes-on), or leave it out and give --review-on.',
    ],
    [
      addCommand,
      'No date could be read from “closesOn; title is”.',
      'No date could be read from “closesOn; title is”.',
    ],
    [subscribeCommand, 'leads.0 must be a number.', '--leads must be a number.'],
    [subscribeCommand, 'address is none.', 'ADDRESS is none.'],
    [showCommand, 'id must be a number such as 12.', 'ID must be a number such as 12.'],
    [progressCommand, 'side: there is no party “Mars”.', '--side: there is no party “Mars”.'],
    [progressCommand, 'The note is short.', 'The note is short.'],
  ])('of %o: %s', (command, message, said) => {
    expect(inFlags({ message, field: undefined }, command, none)).toBe(said);
  });

  it('names the flag when the message does not, before it when it was given, behind it when it was not', () => {
    const error = { message: '"soon" is not a date: write it otherwise', field: 'closesOn' };
    expect(inFlags(error, addCommand, { flags: { closesOn: 'soon' } })).toBe(`--closes-on: ${error.message}`);
    expect(inFlags(error, addCommand, none)).toBe(`${error.message} (--closes-on)`);
  });
});
