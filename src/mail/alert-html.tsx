import { Button, Frame, font, ink, renderDocument, rule, Sheet, soft } from './frame.tsx';
import type { Entry, Fact, Letter, Tone } from './letter.ts';
import type { RecipientLinks } from './message.ts';
import type { MailWords } from './words.ts';

/** White text on each of these passes WCAG AA (4.5:1), in light and dark surroundings alike. */
const COLOURS = {
  alert: '#b42318',
  now: '#96530a',
  ahead: '#175cd3',
  good: '#067647',
  quiet: '#475467',
} satisfies Record<Tone, string>;

/** The HTML part: the same letter as the text part, set in tables. */
export function alertHtml(letter: Letter, links: RecipientLinks | null): string {
  return renderDocument(
    <Frame
      language={letter.language}
      title={letter.subject}
      instanceName={letter.instanceName}
      footer={<Footer letter={letter} links={links} />}
    >
      {letter.full.map((entry) => (
        <Sheet>
          <FullEntry entry={entry} words={letter.words} />
        </Sheet>
      ))}
      {letter.brief.length > 0 || letter.hidden > 0 ? (
        <Sheet>
          {letter.brief.map((entry) => (
            <BriefEntry entry={entry} />
          ))}
          {letter.hidden > 0 ? (
            <p style="margin:8px 0 0">
              <a href={letter.baseUrl} style={`color:${ink}`}>
                {letter.words.more(letter.hidden)}
              </a>
            </p>
          ) : null}
        </Sheet>
      ) : null}
    </Frame>,
  );
}

function Deal({ entry }: { readonly entry: Entry }) {
  if (entry.deal === null) return null;
  return (
    <p class="soft" dir="auto" style={`margin:0 0 10px;font-size:14px;font-weight:600;color:${soft}`}>
      {entry.deal}
    </p>
  );
}

function FullEntry({ entry, words }: { readonly entry: Entry; readonly words: MailWords }) {
  return (
    <>
      <Deal entry={entry} />
      <Badge entry={entry} />
      <h1
        class="ink"
        dir="auto"
        style={`margin:10px 0 4px;font-size:19px;line-height:1.35;color:${ink};${font}`}
      >
        <Title entry={entry} />
      </h1>
      <p style="margin:0 0 14px;white-space:pre-line">{entry.reason}</p>
      <blockquote
        class="ink"
        dir="auto"
        style={`margin:0 0 16px;padding:2px 0 2px 14px;border-left:3px solid ${COLOURS[entry.tone]};color:${ink}`}
      >
        <p style="margin:0 0 6px;font-size:16px;font-style:italic;white-space:pre-line">“{entry.quote}”</p>
        <p class="soft" style={`margin:0;font-size:13px;color:${soft}`}>
          — {entry.attribution}
        </p>
      </blockquote>
      <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border={0}>
        {entry.facts.map((fact) => (
          <FactRow fact={fact} fraction={fact.label === words.labels.progress ? entry.fraction : null} />
        ))}
      </table>
      {entry.notice === null ? null : (
        <p
          class="note"
          style="margin:14px 0 0;padding:8px 12px;border-radius:6px;background:#fdf6dc;color:#5b4a0c;font-size:13px"
        >
          {entry.notice}
        </p>
      )}
      {entry.url === null ? null : <Button href={entry.url} label={words.open} />}
    </>
  );
}

function Badge({ entry }: { readonly entry: Entry }) {
  return (
    <span
      style={`display:inline-block;padding:3px 10px;border-radius:12px;background:${COLOURS[entry.tone]};color:#ffffff;font-size:13px;font-weight:600;line-height:1.4`}
    >
      {entry.word}
    </span>
  );
}

function Title({ entry }: { readonly entry: Entry }) {
  if (entry.url === null) return <>{entry.title}</>;
  return (
    <a href={entry.url} style={`color:${ink};text-decoration:none`}>
      {entry.title}
    </a>
  );
}

function BriefEntry({ entry }: { readonly entry: Entry }) {
  return (
    <>
      <Deal entry={entry} />
      <p class="ink" dir="auto" style={`margin:0 0 10px;color:${ink}`}>
        <strong style="margin-right:6px">{entry.word}:</strong>
        <Title entry={entry} />
      </p>
    </>
  );
}

function FactRow({ fact, fraction }: { readonly fact: Fact; readonly fraction: number | null }) {
  const cell = `padding:7px 0;border-top:1px solid ${rule};font-size:14px;line-height:1.45;vertical-align:top;${font}`;
  return (
    <tr>
      <td class="soft rule" width="120" style={`${cell};width:120px;padding-right:12px;color:${soft}`}>
        {fact.label}
      </td>
      <td class="ink rule" dir="auto" style={`${cell};color:${ink}`}>
        {fact.href === null ? (
          fact.text
        ) : (
          <a href={fact.href} style={`color:${ink}`}>
            {fact.text}
          </a>
        )}
        {fraction === null ? null : <Bar fraction={fraction} />}
      </td>
    </tr>
  );
}

/** A bar of two cells; the number stands beside it in words, so nothing is lost where it is not drawn. */
function Bar({ fraction }: { readonly fraction: number }) {
  const percent = Math.round(Math.min(1, Math.max(0, fraction)) * 100);
  return (
    <table
      role="presentation"
      class="track"
      width="100%"
      cellpadding="0"
      cellspacing="0"
      border={0}
      style="margin-top:6px;background:#e6e9ef;border-radius:4px"
    >
      <tr>
        {percent === 0 ? null : (
          <td
            width={`${percent}%`}
            style={`height:6px;font-size:0;line-height:6px;border-radius:4px;background:${COLOURS.good}`}
          >
            {' '}
          </td>
        )}
        {percent === 100 ? null : <td style="height:6px;font-size:0;line-height:6px"> </td>}
      </tr>
    </table>
  );
}

function Footer({ letter, links }: { readonly letter: Letter; readonly links: RecipientLinks | null }) {
  const { words } = letter;
  return (
    <>
      <p style="margin:0 0 6px">{words.because(letter.why)}</p>
      <p style="margin:0 0 6px">{words.neutral(letter.instanceName)}</p>
      {links === null ? null : (
        <p style="margin:0">
          <a href={links.manageUrl} style={`color:${soft}`}>
            {words.change}
          </a>
          {' · '}
          <a href={links.unsubscribeUrl} style={`color:${soft}`}>
            {words.unsubscribe}
          </a>
        </p>
      )}
    </>
  );
}
