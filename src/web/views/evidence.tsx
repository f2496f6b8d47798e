/** One piece of evidence: what it is, when, by whom, its hashes, and whether it still stands. */
import { formatQuantity } from '../../domain/numbers.ts';
import type { Support } from '../../domain/record.ts';
import { WORDING } from '../../domain/wording.ts';
import type { EvidenceView } from '../../service/browse/evidence.ts';
import { knownZone } from '../when.ts';
import { HISTORY } from '../words/history.tsx';
import { useLanguage } from '../words/speech.ts';
import { Exact, ExampleMark, Outside } from './item.tsx';
import { commitmentHref, PastBanner } from './past.tsx';

export function EvidencePage({ piece }: { readonly piece: EvidenceView }) {
  const { file, withdrawn } = piece;
  const zone = knownZone(piece.zone);
  const language = useLanguage();
  const words = HISTORY[language].piece;
  const rows: [string, unknown][] = [
    [words.about, <a href={commitmentHref(piece.commitmentId, piece.past)}>{piece.title}</a>],
    [words.shows, piece.note],
    [words.link, piece.url === null ? null : <Outside url={piece.url}>{piece.url}</Outside>],
    [words.origin, piece.origin],
    [words.support, WORDING[language].supports[piece.support as Support]],
    [
      words.file,
      file === null ? null : (
        <>
          <a href={`/evidence/${piece.id}/file`}>{file.name}</a> ({file.mediaType},{' '}
          {words.bytes(language === 'en' ? String(file.size) : formatQuantity(file.size, language))}),{' '}
          <code class="url">SHA-256 {file.sha256}</code>
        </>
      ),
    ],
    [
      words.onRecord,
      words.since(<Exact instant={piece.recordedAt} zone={zone} />, <bdi>{piece.recordedBy}</bdi>),
    ],
  ];
  return (
    <article>
      <PastBanner past={piece.past} back={`/evidence/${piece.id}`} />
      {withdrawn === null ? null : (
        <p class="notice bad">
          {words.withdrawn(
            <Exact instant={withdrawn.recordedAt} zone={zone} />,
            <bdi>{withdrawn.recordedBy}</bdi>,
            <span dir="auto">{withdrawn.reason}</span>,
          )}
        </p>
      )}
      {piece.exampleData ? <ExampleMark /> : null}
      <h1>{HISTORY[language].evidence(piece.id)}</h1>
      <dl class="facts">
        {rows
          .filter(([, value]) => value !== null)
          .map(([label, value]) => (
            <div>
              <dt>{label}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
      </dl>
      {piece.snapshot === null || piece.snapshotAt === null ? null : (
        <section aria-labelledby="text">
          <h2 id="text">{words.text}</h2>
          <p class="quiet">
            {words.kept(<Exact instant={piece.snapshotAt} zone={zone} />)}{' '}
            <code class="url">SHA-256 {piece.snapshotSha256}</code>
          </p>
          <blockquote dir="auto">
            {piece.snapshot.split('\n').map((line) => (
              <p>{line}</p>
            ))}
          </blockquote>
        </section>
      )}
    </article>
  );
}
