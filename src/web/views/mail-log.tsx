/** What happened to a message, oldest first: attempts, what came back, and who sent it again. */
import { formatInstant } from '../../domain/shown.ts';
import type { MailView } from '../../service/browse/outbox.ts';
import { Time } from './item.tsx';

interface Entry {
  readonly at: number;
  readonly what: string;
  readonly words: string;
}

function entries({ tries, came, retries }: MailView): Entry[] {
  const all: Entry[] = [
    ...tries.map(({ attemptedAt, outcome, answer }) => ({ at: attemptedAt, what: outcome, words: answer })),
    ...came.map(({ reportedAt, kind, status, diagnostic, via, action }) => ({
      at: reportedAt,
      what: `came back: ${kind}`,
      words: `${[status, diagnostic].filter((text) => text !== null && text !== '').join(' ')} (by ${via}${action === 'suspended' ? '; the address is suspended' : ''})`,
    })),
    ...retries.map(({ askedAt, askedBy, was }) => ({
      at: askedAt,
      what: 'sent again by hand',
      words: `${askedBy} asked for it; it was ${was}`,
    })),
  ];
  return all.sort((one, other) => one.at - other.at);
}

export function MailLog({ mail }: { readonly mail: MailView }) {
  const log = entries(mail);
  if (log.length === 0) return null;
  return (
    <section aria-labelledby="tries">
      <h2 id="tries">Attempts</h2>
      <table class="tries">
        <caption>What was answered, and what came back</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Outcome</th>
            <th scope="col">Answer</th>
          </tr>
        </thead>
        <tbody>
          {log.map(({ at, what, words }) => (
            <tr>
              <td>
                <Time instant={at} zone="UTC">
                  {formatInstant(at, 'UTC')} UTC
                </Time>
              </td>
              <td>{what}</td>
              <td>{words}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
