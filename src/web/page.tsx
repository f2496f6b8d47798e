/** A whole page around its content: the only place that knows the frame of the document. */
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ICON, STYLE } from './assets.ts';
import type { Ask } from './env.ts';

interface PageProps {
  /** Without the name of the installation. */
  readonly title: string;
  readonly status?: ContentfulStatusCode;
}

interface NavEntry {
  readonly href: string;
  readonly label: string;
  /** Shown only to whoever may change the record. */
  readonly local?: true;
}

const NAV: readonly NavEntry[] = [
  { href: '/', label: 'Board' },
  { href: '/review', label: 'Review' },
  { href: '/record', label: 'Record', local: true },
  { href: '/outbox', label: 'Outbox', local: true },
  { href: '/subscribe', label: 'Get alerts' },
];

function Layout(props: { title: string; path: string; local: boolean; children: Child }) {
  const { title, path, local, children } = props;
  return (
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Duly`}</title>
        <link rel="stylesheet" href={STYLE.path} />
        <link rel="icon" type="image/svg+xml" href={ICON.path} />
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
export function page(c: Ask, { title, status = 200 }: PageProps, children: Child): Response {
  const html = (
    <Layout title={title} path={c.req.path} local={c.get('barrier') === null}>
      {children}
    </Layout>
  ).toString();
  return c.html(`<!doctype html>\n${html}`, status);
}
