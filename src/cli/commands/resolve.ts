import { assertZone, formatInstant, formatWindow, parseInstant } from '../../domain/civil.ts';
import { resolve } from '../../domain/deadline/resolve.ts';
import { answer, type Command } from '../command.ts';
import { iso, windowData } from '../standing.ts';

export const resolveCommand: Command = {
  name: 'resolve',
  summary: 'Show what the words of a deadline mean; records nothing and needs no database',
  args: [{ name: '<phrase>', about: 'The words, such as "by the end of next week"' }],
  flags: [
    { name: 'saidAt', value: 'WHEN', required: true, about: 'When they were said, ISO 8601' },
    { name: 'zone', value: 'ZONE', required: true, about: 'Time zone of saying, such as Europe/Istanbul' },
  ],
  examples: [
    'duly resolve "next week" --said-at 2025-06-02T15:57+03:00 --zone Europe/Istanbul',
    'duly resolve "by 5 pm on Friday" --said-at 2025-06-02T09:00 --zone America/Sao_Paulo --json',
  ],
  async run(call) {
    const { zone: zoneGiven, saidAt: saidAtGiven } = call.flags;
    const zone = assertZone(String(zoneGiven), 'zone');
    const saidAt = parseInstant(String(saidAtGiven), zone, 'saidAt');
    const found = resolve(call.args[0] ?? '', { saidAt, zone });
    if (found.outcome === 'none') {
      const reviewAt = found.reason === 'vague' ? iso(found.reviewAt, zone) : null;
      return answer({ ...found, ...(reviewAt === null ? {} : { reviewAt }) }, (shown) => shown.explanation);
    }
    const { window, alternatives, ...meaning } = found;
    const data = {
      ...meaning,
      ...windowData(window, zone),
      alternatives: alternatives.map((other) => ({ ...other, window: windowData(other.window, zone) })),
    };
    return answer(data, (shown, paint) =>
      [
        shown.explanation,
        `Opens    ${formatInstant(window.opensAt, zone)}   ${paint.dim(shown.opensAt ?? '')}`,
        `Closes   ${formatInstant(window.closesAt, zone)}   ${paint.dim(shown.closesAt ?? '')}`,
        `Window   ${formatWindow(window, zone, { year: true })} ${zone}`,
        `Basis    ${shown.basis}, to the ${shown.precision}, confidence ${shown.confidence}`,
        ...shown.alternatives.map((other) => `Or       ${other.explanation}`),
      ].join('\n'),
    );
  },
};
