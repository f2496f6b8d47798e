import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';

/**
 * The sheet every message is set on: tables and inline style, because that is what mail clients agree on;
 * no image and no remote file, so that opening a mail tells nobody anything.
 */
export const ink = '#1d2433';
export const soft = '#566072';
export const rule = '#dfe3ea';
export const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

// Clients that know dark mode follow these classes; the others keep the inline light colours.
const dark = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #12151c !important; }
  .sheet { background: #1b202b !important; border-color: #323a4a !important; }
  .ink, .ink a { color: #e8ebf1 !important; }
  .soft, .soft a { color: #a9b2c3 !important; }
  .rule { border-color: #323a4a !important; }
  .note { background: #2b2716 !important; color: #f0dfa8 !important; }
  .track { background: #323a4a !important; }
}`;

interface FrameProps {
  readonly language: string;
  readonly title: string;
  readonly instanceName: string;
  readonly children: Child;
  readonly footer: Child;
}

export function Frame({ language, title, instanceName, children, footer }: FrameProps) {
  return (
    <html lang={language} dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{title}</title>
        <style>{raw(dark)}</style>
      </head>
      <body class="page" style="margin:0;padding:0;background:#f3f4f7">
        <table
          role="presentation"
          class="page"
          width="100%"
          cellpadding="0"
          cellspacing="0"
          border={0}
          style="background:#f3f4f7"
        >
          <tr>
            <td align="center" style="padding:24px 12px">
              <table
                role="presentation"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                border={0}
                style={`max-width:620px;${font}`}
              >
                <tr>
                  <td
                    class="soft"
                    style={`padding:0 4px 12px;font-size:14px;font-weight:600;color:${soft};${font}`}
                  >
                    {instanceName}
                  </td>
                </tr>
                {children}
                <tr>
                  <td
                    class="soft"
                    style={`padding:8px 4px;font-size:13px;line-height:1.6;color:${soft};${font}`}
                  >
                    {footer}
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html>
  );
}

/** A white card as one row of the frame. */
export function Sheet({ children }: { readonly children: Child }) {
  return (
    <tr>
      <td style="padding:0 0 16px">
        <table
          role="presentation"
          class="sheet"
          width="100%"
          cellpadding="0"
          cellspacing="0"
          border={0}
          style={`background:#ffffff;border:1px solid ${rule};border-radius:8px;border-collapse:separate`}
        >
          <tr>
            <td
              class="ink"
              style={`padding:20px 22px;color:${ink};${font};font-size:15px;line-height:1.5;overflow-wrap:anywhere`}
            >
              {children}
            </td>
          </tr>
        </table>
      </td>
    </tr>
  );
}

/** A link that looks like a button in every client. */
export function Button({ href, label }: { readonly href: string; readonly label: string }) {
  return (
    <table role="presentation" cellpadding="0" cellspacing="0" border={0} style="margin-top:18px">
      <tr>
        <td style="background:#23407a;border-radius:6px">
          <a
            href={href}
            style={`display:inline-block;padding:10px 18px;color:#ffffff;text-decoration:none;font-weight:600;font-size:14px;${font}`}
          >
            {label}
          </a>
        </td>
      </tr>
    </table>
  );
}

/**
 * The document as text. Every `href` gets a source line of its own (white space inside a tag means
 * nothing), so that a link never has to be looked for across the soft breaks of quoted-printable.
 */
export function renderDocument(document: { toString(): string | Promise<string> }): string {
  const html = document.toString();
  if (typeof html !== 'string') throw new Error('a mail template must not wait for anything');
  return `<!doctype html>\n${html.replace(/ href="([^"]*)" ?/g, '\nhref="$1"\n')}\n`;
}
