/** A whole page around its content: the only place that knows the frame of the document. */
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { inAddress, LANGUAGES, type Language } from '../domain/language.ts';
import { isAtLeast, type Role } from '../domain/roles.ts';
import { ALIKE, ICON, LIVE, MORE_STYLE, PASSKEY, QUEUE, STYLE, WATCH } from './assets.ts';
import type { Ask } from './env.ts';
import { SCRIPTED_POLICY } from './headers.ts';
import { inLanguage } from './reader-language.ts';
import { FRAME } from './words/frame.ts';
import { Speech } from './words/speech.ts';

interface PageProps {
  /** Without the name of the installation. */
  readonly title: string;
  /** Whether it speaks the reader's language; a page that is not translated is English throughout. */
  readonly translated?: boolean;
  readonly status?: ContentfulStatusCode;
  /** Whether the date shows while it is typed; the page works without. */
  readonly live?: boolean;
  /** Whether it shows what is alike on record while somebody types; the page works without. */
  readonly alike?: boolean;
  /** A script of its own; the page works without. */
  readonly script?: keyof typeof SCRIPTS;
  /** The one address for what the page shows, absolute. */
  readonly canonical?: string;
  /** Address of the feed of what the page shows, without `.atom` or `.json`, and its filters. */
  readonly feed?: { readonly path: string; readonly query: string };
}

interface NavEntry {
  readonly href: string;
  readonly label: keyof (typeof FRAME)['en']['entries'];
  /** Shown only to whoever has this role, and to the machine itself while it knows nobody. */
  readonly least?: Role;
}

/** Scripts that one kind of page has. */
const SCRIPTS = { passkey: PASSKEY, queue: QUEUE, watch: WATCH };

const FEED_TYPES = [
  { ending: 'atom', type: 'application/atom+xml', name: 'atom' },
  { ending: 'json', type: 'application/feed+json', name: 'jsonFeed' },
] as const;

/** What each language calls itself. */
const OWN_NAMES = { en: 'English', de: 'Deutsch' } satisfies Record<Language, string>;

const NAV: readonly NavEntry[] = [
  { href: '/', label: 'board' },
  { href: '/parties', label: 'parties' },
  { href: '/sources', label: 'sources' },
  { href: '/review', label: 'review', least: 'editor' },
  { href: '/record', label: 'record', least: 'editor' },
  { href: '/outbox', label: 'outbox', least: 'administrator' },
  { href: '/people', label: 'people', least: 'administrator' },
  { href: '/admin', label: 'administration', least: 'administrator' },
  { href: '/subscribe', label: 'subscribe' },
];

function Layout(
  props: Required<Pick<PageProps, 'title' | 'live' | 'alike'>> & {
    path: string;
    entries: readonly { readonly href: string; readonly label: string }[];
    language: Language;
    /** The same page in the languages that it is not in; none where it has only this one. */
    others: readonly { readonly language: Language; readonly href: string }[];
    script: PageProps['script'];
    feed: PageProps['feed'];
    canonical: string | undefined;
    children: Child;
  },
) {
  const { title, path, entries, language, others, script, live, alike, feed, canonical, children } = props;
  const words = FRAME[language];
  return (
    <html lang={language} dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Duly`}</title>
        <link rel="stylesheet" href={STYLE.path} />
        {path === '/' ? null : <link rel="stylesheet" href={MORE_STYLE.path} />}
        <link rel="icon" type="image/svg+xml" href={ICON.path} />
        {canonical === undefined ? null : <link rel="canonical" href={canonical} />}
        {feed === undefined
          ? null
          : FEED_TYPES.map(({ ending, type, name }) => (
              <link
                rel="alternate"
                type={type}
                title={words[name]}
                href={inAddress(`${feed.path}.${ending}${feed.query}`, language)}
              />
            ))}
        {script === undefined ? null : <script src={SCRIPTS[script].path} defer />}
        {live ? <script src={LIVE.path} defer /> : null}
        {alike ? <script src={ALIKE.path} defer /> : null}
      </head>
      <body>
        <a class="skip" href="#content">
          {words.skip}
        </a>
        <header class="top">
          <div class="frame">
            <a class="brand" href="/">
              Duly
            </a>
            <nav aria-label={words.main}>
              <ul>
                {entries.map(({ href, label }) => (
                  <li>
                    <a
                      href={href}
                      {...(path === href || (href !== '/' && path.startsWith(`${href}/`))
                        ? { 'aria-current': 'page' as const }
                        : {})}
                    >
                      {label}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          </div>
        </header>
        <main id="content" class="frame" tabindex={-1}>
          <Speech.Provider value={language}>{children}</Speech.Provider>
        </main>
        <footer class="frame bottom">
          <p>{words.neutral}</p>
          {others.map((other) => (
            <p>
              <a href={other.href} lang={other.language} hreflang={other.language}>
                {OWN_NAMES[other.language]}
              </a>
            </p>
          ))}
        </footer>
      </body>
    </html>
  );
}

/** What the person asking can use, and at its end signing in or their account. */
function entriesFor(c: Ask, language: Language): { href: string; label: string }[] {
  const words = FRAME[language];
  const viewer = c.get('viewer');
  const open = NAV.filter(
    ({ least }) =>
      least === undefined || c.get('machine') || (viewer !== null && isAtLeast(viewer.role, least)),
  );
  const own =
    viewer === null
      ? { href: '/sign-in', label: words.signIn }
      : { href: '/account', label: words.account(viewer.name) };
  return [...open.map(({ href, label }) => ({ href, label: words.entries[label] })), own];
}

/** Answers with the page; `children` are what stands in its main part, beginning with its only `h1`. */
export function page(
  c: Ask,
  {
    title,
    translated = false,
    status = 200,
    live = false,
    alike = false,
    script,
    feed,
    canonical,
  }: PageProps,
  children: Child,
): Response {
  const language = translated ? c.get('language') : 'en';
  // What answers a form would lose what was typed.
  const others = translated && c.req.method !== 'POST' ? LANGUAGES.filter((one) => one !== language) : [];
  if (live || alike || script !== undefined) c.header('Content-Security-Policy', SCRIPTED_POLICY);
  const html = (
    <Layout
      title={title}
      path={c.req.path}
      entries={entriesFor(c, language)}
      language={language}
      others={others.map((other) => ({ language: other, href: inLanguage(c, other) }))}
      script={script}
      live={live}
      alike={alike}
      feed={feed}
      canonical={canonical}
    >
      {children}
    </Layout>
  ).toString();
  return c.html(`<!doctype html>\n${html}`, status);
}
