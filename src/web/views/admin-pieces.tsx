/** Pieces of the pages for administrators: an instant in UTC, what was done, commands in a finding, a way further on. */
import { formatInstant } from '../../domain/shown.ts';
import { Time } from './item.tsx';

/** An instant in UTC, with its year. */
export function Utc({ at }: { readonly at: number }) {
  return (
    <Time instant={at} zone="UTC">
      {formatInstant(at, 'UTC', { year: true })} UTC
    </Time>
  );
}

/** Says what was done; takes the focus so that it is read out. */
export function Done({ text }: { readonly text: string | null }) {
  if (text === null) return null;
  return (
    <div class="notice good" role="status">
      <p>{text}</p>
    </div>
  );
}

/** A finding as a terminal has it: what stands between backticks is a command. */
export function Commands({ text }: { readonly text: string }) {
  return <>{text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 0 ? part : <code>{part}</code>))}</>;
}

/** The links above a list that show only a part of it. */
export function Only(props: {
  path: string;
  name: string;
  options: readonly (readonly [value: string, words: string])[];
  current: string;
}) {
  return (
    <nav aria-label="Show">
      <ul class="ranges">
        {[['', 'all'] as const, ...props.options].map(([value, words]) => (
          <li>
            <a
              href={value === '' ? props.path : `${props.path}?${props.name}=${encodeURIComponent(value)}`}
              {...(value === props.current ? { 'aria-current': 'true' as const } : {})}
            >
              {words}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Back to the page that links them all. */
export function BackToAdmin() {
  return (
    <p class="quiet">
      <a href="/admin">Administration</a>
    </p>
  );
}
