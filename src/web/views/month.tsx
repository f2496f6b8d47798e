/** What somebody would have got last month, a message a row. */
import { formatInstant } from '../../domain/shown.ts';
import { PREVIEW_DAYS, PREVIEW_MOST, type Preview } from '../../service/preview.ts';
import { Panel } from './fields.tsx';

export function MonthPreview({ preview }: { readonly preview: Preview }) {
  const { messages, cut, zone } = preview;
  return (
    <Panel title="What you would have got last month" id="month">
      <p role="status" tabindex={-1} autofocus>
        {messages.length === 0
          ? `No mail in the last ${PREVIEW_DAYS} days.`
          : `${messages.length} ${messages.length === 1 ? 'mail' : 'mails'} in the last ${PREVIEW_DAYS} days.`}{' '}
        Nothing was saved.
        {cut ? ` Only the newest ${PREVIEW_MOST} of what is followed were looked at.` : ''}
      </p>
      {messages.map(({ at, lines }) => (
        <>
          <h3>
            {formatInstant(at, zone)} ({zone})
          </h3>
          <ul>
            {lines.map(({ commitmentId, title, reason }) => (
              <li>
                <a href={`/commitments/${commitmentId}`}>
                  <bdi>{title}</bdi>
                </a>
                : {reason}
              </li>
            ))}
          </ul>
        </>
      ))}
    </Panel>
  );
}
