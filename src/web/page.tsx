/** A whole page around its content: the only place that knows the frame of the document. */
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ICON, LIVE, STYLE } from './assets.ts';
import type { Ask } from './env.ts';
import { SCRIPTED_POLICY } from './headers.ts';

interface PageProps {
  /** Without the name of the installation. */
  readonly title: string;
  readonly status?: ContentfulStatusCode;
  /** Whether the date shows while it is typed; the page works without. */
  readonly live?: boolean;
  /** Address of the feed of what the page shows, without `.atom` or `.json`, and its filters. */
  readonly feed?: { readonly path: string; readonly query: string };
}

interface NavEntry {
  readonly href: string;
  readonly label: string;
  /** Shown only to whoever may change the record. */
  readonly local?: true;
}

const FEED_TYPES = [
  { ending: 'atom', type: 'application/atom+xml', name: 'What happened (Atom)' },
  { ending: 'json', type: 'application/feed+json', name: 'What happened (JSON Feed)' },
];

const NAV: readonly NavEntry[] = [
  { href: '/', label: 'Board' },
  { href: '/review', label: 'Review' },
  { href: '/record', label: 'Record', local: true },
  { href: '/outbox', label: 'Outbox', local: true },
  { href: '/subscribe', label: 'Get alerts' },
];

function Layout(
  props: Required<Pick<PageProps, 'title' | 'live'>> & {
    path: string;
    local: boolean;
    feed: PageProps['feed'];
    children: Child;
  },
) {
  const { title, path, local, live, feed, children } = props;
  return (
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Duly`}</title>
        <link rel="stylesheet" href={STYLE.path} />
        <link rel="icon" type="image/svg+xml" href={ICON.path} />
        {feed === undefined
          ? null
          : FEED_TYPES.map(({ ending, type, name }) => (
              <link rel="alternate" type={type} title={name} href={`${feed.path}.${ending}${feed.query}`} />
            ))}
        {live ? <script src={LIVE.path} defer /> : null}
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to the content
        </a>
        <header class="top">
          <div class="frame">
            <a class="brand" href="/">
              Duly
            </a>
            <nav aria-label="Main">
              <ul>
                {NAV.filter((entry) => local || entry.local === undefined).map(({ href, label }) => (
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
          {children}
        </main>
        <footer class="frame bottom">
          <p>Duly repeats what was said, by whom and by when. It takes no side.</p>
        </footer>
      </body>
    </html>
  );
}

/** Answers with the page; `children` are what stands in its main part, beginning with its only `h1`. */
export function page(
  c: Ask,
  { title, status = 200, live = false, feed }: PageProps,
  children: Child,
): Response {
  if (live) c.header('Content-Security-Policy', SCRIPTED_POLICY);
  const html = (
    <Layout title={title} path={c.req.path} local={c.get('barrier') === null} live={live} feed={feed}>
      {children}
    </Layout>
  ).toString();
  return c.html(`<!doctype html>\n${html}`, status);
}
