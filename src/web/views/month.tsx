/** What somebody would have got last month, a message a row. */
import { formatInstant } from '../../domain/shown.ts';
import { PREVIEW_DAYS, PREVIEW_MOST, type Preview } from '../../service/preview.ts';
import { useLanguage } from '../words/speech.ts';
import { SUBSCRIPTION } from '../words/subscription.tsx';
import { Panel } from './fields.tsx';

export function MonthPreview({ preview }: { readonly preview: Preview }) {
  const { messages, cut, zone } = preview;
  const language = useLanguage();
  const words = SUBSCRIPTION[language].preview;
  return (
    <Panel title={words.heading} id="month">
      <p role="status" tabindex={-1} autofocus>
        {messages.length === 0 ? words.none(PREVIEW_DAYS) : words.some(messages.length, PREVIEW_DAYS)}
        {words.unsaved}
        {cut ? words.cut(PREVIEW_MOST) : ''}
      </p>
      {messages.map(({ at, lines }) => (
        <>
          <h3>
            {formatInstant(at, zone, { language })} ({zone})
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
