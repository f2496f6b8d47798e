import { describe, expect, it } from 'vitest';
import { COMPANY_MS, keepCompany, type Waiting } from '../../src/domain/company.ts';

const now = Date.parse('2025-06-02T12:00Z');
const one = (more: Partial<Waiting> = {}): Waiting => ({
  kind: 'due',
  active: true,
  toldAlready: false,
  toldAt: null,
  rhythm: 'at_once',
  localHour: null,
  weekday: null,
  quietFrom: null,
  quietTo: null,
  zone: 'UTC',
  ...more,
});
const minutesAgo = (minutes: number) => ({ toldAt: now - minutes * 60_000 });

describe('what goes to one address', () => {
  it('lets stages within two hours of a message wait for each other', () => {
    const until = now - 30 * 60_000 + COMPANY_MS;
    expect(keepCompany([one(minutesAgo(30)), one({ kind: 'progress' })], now)).toEqual([
      { go: false, until, patient: true },
      { go: false, until, patient: true },
    ]);
    expect(keepCompany([one(minutesAgo(120))], now)).toEqual([{ go: true }]);
  });

  it.each(['corrected', 'disputed', 'closed', 'met', 'overdue', 'unattended'])(
    'does not let %s wait, and it takes all along',
    (kind) => {
      expect(keepCompany([one(minutesAgo(1)), one({ ...minutesAgo(1), kind })], now)).toEqual([
        { go: true },
        { go: true },
      ]);
    },
  );

  it('lets a digest go in its hour, whatever went before', () => {
    expect(keepCompany([one({ ...minutesAgo(1), rhythm: 'daily', localHour: 12 })], now)).toEqual([
      { go: true },
    ]);
  });

  it('holds in quiet hours what is grave, too, and drops nothing for it', () => {
    const quiet = { quietFrom: 11, quietTo: 14 };
    const until = Date.parse('2025-06-02T14:00Z');
    expect(keepCompany([one({ kind: 'corrected', ...quiet }), one()], now)).toEqual([
      { go: false, until, patient: false },
      { go: true },
    ]);
  });

  it('tells nobody twice, and nobody who has left', () => {
    expect(keepCompany([one({ toldAlready: true }), one({ active: false })], now)).toEqual([
      { go: false, drop: 'told already by way of another subscription' },
      { go: false, drop: 'the subscription is no longer active' },
    ]);
  });
});
