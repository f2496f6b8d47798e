import { AUTOMATIC, composeMime } from './compose.ts';
import { Button, Frame, font, ink, renderDocument, Sheet } from './frame.tsx';
import type { Sender } from './message.ts';

/** A mail to somebody who signs in here: a link to do it, or word that they may. */
export interface SignInMessage {
  readonly kind: 'sign_in' | 'invite';
  readonly to: string;
  readonly messageId: string;
  readonly url: string;
  readonly role: string;
  /** How long the link works. */
  readonly minutes: number;
  readonly instanceName: string;
  readonly from: Sender;
}

/** Subject and complete message, dated `sentAt` (epoch milliseconds), ready for SMTP. */
export async function composeSignIn(
  message: SignInMessage,
  sentAt: number,
): Promise<{ raw: Buffer; subject: string }> {
  const { kind, url, instanceName, minutes } = message;
  const invited = kind === 'invite';
  const subject = invited ? `You can sign in to ${instanceName}` : `Your link to sign in to ${instanceName}`;
  const said = invited
    ? `An administrator has added this address to ${instanceName} as ${message.role}. Sign in with it on this page; a link comes by mail, there is no password.`
    : `Somebody, probably you, wants to sign in to ${instanceName} with this address. The link works once, for ${minutes} minutes, and only after a press of the button on its page.`;
  const ignore = invited
    ? 'If you do not know why, ignore this mail.'
    : 'If it was not you, ignore this mail: nobody is signed in by it.';
  const text = `${said}\n\n${url}\n\n${ignore}\n`;
  const html = renderDocument(
    <Frame
      language="en"
      title={subject}
      instanceName={instanceName}
      footer={<p style="margin:0">{ignore}</p>}
    >
      <Sheet>
        <h1 class="ink" style={`margin:0 0 10px;font-size:19px;color:${ink};${font}`}>
          {subject}
        </h1>
        <p style="margin:0">{said}</p>
        <Button href={url} label={invited ? 'To the page for signing in' : 'Sign in'} />
      </Sheet>
    </Frame>,
  );
  const { from, to, messageId } = message;
  const raw = await composeMime({
    subject,
    text,
    html,
    from,
    to,
    messageId,
    calendar: null,
    headers: AUTOMATIC,
    sentAt,
  });
  return { raw, subject };
}
