/** One piece of evidence: what it is, when, by whom, its hashes, and whether it still stands. */
import { SUPPORT_WORDS } from '../../domain/words.ts';
import type { EvidenceView } from '../../service/browse/evidence.ts';
import { Exact, ExampleMark, Outside } from './item.tsx';

const ZONE = 'UTC';

export function EvidencePage({ piece }: { readonly piece: EvidenceView }) {
  const { file, withdrawn } = piece;
  const rows: [string, unknown][] = [
    ['About', <a href={`/commitments/${piece.commitmentId}`}>{piece.title}</a>],
    ['What shows it', piece.note],
    ['Link', piece.url === null ? null : <Outside url={piece.url}>{piece.url}</Outside>],
    ['Comes from', piece.origin],
    ['Supported as', SUPPORT_WORDS[piece.support as keyof typeof SUPPORT_WORDS]],
    [
      'File',
      file === null ? null : (
        <>
          <a href={`/evidence/${piece.id}/file`}>{file.name}</a> ({file.mediaType}, {file.size} bytes),{' '}
          <code class="url">SHA-256 {file.sha256}</code>
        </>
      ),
    ],
    [
      'On record',
      <>
        since <Exact instant={piece.recordedAt} zone={ZONE} />, by <bdi>{piece.recordedBy}</bdi>
      </>,
    ],
  ];
  return (
    <article>
      {withdrawn === null ? null : (
        <p class="notice bad">
          Withdrawn <Exact instant={withdrawn.recordedAt} zone={ZONE} /> by <bdi>{withdrawn.recordedBy}</bdi>:{' '}
          <span dir="auto">{withdrawn.reason}</span>. What rested on it no longer counts.
        </p>
      )}
      {piece.exampleData ? <ExampleMark /> : null}
      <h1>Evidence {piece.id}</h1>
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
          <h2 id="text">The text as it was read</h2>
          <p class="quiet">
            Kept <Exact instant={piece.snapshotAt} zone={ZONE} />,{' '}
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
