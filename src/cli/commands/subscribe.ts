import { formatInstant } from '../../domain/shown.ts';
import { editorInput } from '../../service/editor.ts';
import { parse } from '../../service/input.ts';
import { PREVIEW_DAYS, PREVIEW_MOST, type Preview, previewFor } from '../../service/preview.ts';
import { subscribe, subscribeInput } from '../../service/subscribe.ts';
import { unusedTag, unusedTagWords } from '../../service/unused-tag.ts';
import { answer, type Command, UsageError } from '../command.ts';
import { fieldsOf, flagsOf } from '../flags.ts';

const TARGETS = ['party', 'tag', 'commitment', 'sourceOf'] as const;

/** Whether a search is meant: party and tag narrow it then. */
export const isSearch = (flags: Readonly<Record<string, unknown>>): boolean =>
  ['q', 'speaker', 'source', 'modality'].some((name) => flags[name] !== undefined);

function previewText({ messages, cut, zone }: Preview): string {
  const head = `${messages.length} ${messages.length === 1 ? 'mail' : 'mails'} in the last ${PREVIEW_DAYS} days; nothing was changed.`;
  const shown = messages.map(({ at, lines }) =>
    [
      `${formatInstant(at, zone)} (${zone})`,
      ...lines.map(({ commitmentId, title, reason }) => `  ${commitmentId}  ${title}: ${reason}`),
    ].join('\n'),
  );
  const note = cut ? [`Only the newest ${PREVIEW_MOST} of what is followed were looked at.`] : [];
  return [head, ...shown, ...note].join('\n');
}

export const subscribeCommand: Command = {
  name: 'subscribe',
  summary: 'Ask an address to confirm that it wants alerts',
  args: [{ name: '<address>', about: 'E-mail address' }],
  flags: [
    ...flagsOf(subscribeInput, ['address', 'follows']),
    {
      name: 'editor',
      value: 'RANK',
      about: 'Its turn among the editors, when an item in hand was left alone',
    },
    { name: 'editorName', value: 'NAME', about: 'The name under which this editor records facts' },
    { name: 'preview', about: 'Only show what it would have got last month' },
  ],
  examples: [
    'duly subscribe reader@example.org',
    'duly subscribe reader@example.org --party "Vladimir Medinsky" --leads 7,1 --zone Europe/Berlin',
    'duly subscribe reader@example.org --q "exchange of prisoners" --speaker "Vladimir Medinsky"',
    'duly subscribe reader@example.org --commitment 12 --kinds due,overdue,met',
    'duly subscribe reader@example.org --rhythm daily --hour 7 --quiet-from 22 --quiet-to 6 --language de',
    'duly subscribe reader@example.org --min-quantity 1000 --min-unit prisoners --preview',
    'duly subscribe editor@example.org --editor 1 --editor-name Ana',
  ],
  async run(call) {
    const given = TARGETS.filter((target) => call.flags[target] !== undefined);
    const searches = isSearch(call.flags);
    if (given.length > 1 && !searches)
      throw new UsageError(`give one of --party, --tag, --commitment and --source-of, not ${given.length}`);
    if (call.flags.editorName !== undefined && call.flags.editor === undefined)
      throw new UsageError('--editor-name needs --editor');
    const [target] = given;
    const follows = searches ? 'search' : target === 'sourceOf' ? 'source' : (target ?? 'all');
    const fields = fieldsOf(call, ['editor', 'editorName', 'preview']);
    const { ctx } = await call.open();
    if (call.flags.preview === true)
      return answer(await previewFor(ctx, { ...fields, follows }), previewText);
    const editor =
      call.flags.editor === undefined
        ? null
        : parse(editorInput, { rank: call.flags.editor, name: call.flags.editorName });
    const { address } = await subscribe(ctx, { ...fields, address: call.args[0], follows }, editor);
    const unused = await unusedTag(ctx, call.flags.tag);
    const waits = ctx.mailer === null ? 'is kept at /outbox, because SMTP_URL is not set' : 'is on its way';
    // The same words whether the address is new or known: that is nobody else's business.
    return answer(
      { address, follows, confirmation: 'queued' },
      (shown) =>
        `If ${shown.address} may be asked now, a confirmation mail ${waits}.\n` +
        'Alerts begin when its link has been opened and confirmed; without that nothing is sent.',
      { faults: unused === null ? [] : [unusedTagWords(unused)] },
    );
  },
};
