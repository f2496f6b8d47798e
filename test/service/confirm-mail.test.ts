/** The mail that asks for consent, over a real connection, in the language that was chosen. */
import { expect, it, onTestFinished } from 'vitest';
import { deliver } from '../../src/service/deliver.ts';
import { subscribe } from '../../src/service/subscribe.ts';
import { HOUR } from '../support/clock.ts';
import { quickMailer } from '../support/passes.ts';
import { setup } from '../support/setup.ts';
import { startSmtp } from '../support/smtp.ts';

/** Subscriptions are asked for in these languages, each by somebody else; null: nothing was said. */
async function askedIn(...languages: ('de' | 'en' | null)[]) {
  const server = await startSmtp();
  const mailer = quickMailer(server.url);
  onTestFinished(async () => {
    await mailer.close(50);
    await server.close();
  });
  const { ctx, clock } = await setup({ mailer, poolSize: 10 });
  for (const [index, language] of languages.entries())
    await subscribe(ctx, {
      address: `reader${index}@example${index}.org`,
      ...(language === null ? {} : { language }),
    });
  clock.advance(5_000);
  expect(await deliver(ctx)).toMatchObject({ sent: languages.length });
  const mails = await Promise.all(
    server.messages.map(async (one) => ({ ...(await one.parsed()), to: one.to[0] })),
  );
  const to = (index: number) => mails.find((mail) => mail.to === `reader${index}@example${index}.org`);
  return { ctx, clock, server, to };
}

it('is German in subject, text and HTML for whoever chose German, in one batch with English ones', async () => {
  const { to } = await askedIn('de', 'en', null);
  const german = to(0);
  expect(german?.subject).toBe('Bitte bestätigen Sie Ihre Benachrichtigungen von Duly');
  expect(german?.html).toContain('<html lang="de"');
  for (const part of [german?.text ?? '', String(german?.html)]) {
    expect(part).toContain('Jemand, vermutlich Sie, hat Duly gebeten');
    expect(part).toContain('wird nach 7 Tagen gelöscht');
    expect(part).not.toMatch(/Somebody|confirm your|ignore|deleted/);
  }
  expect(german?.text?.match(/https?:\/\/\S+/g)).toHaveLength(1);
  for (const english of [to(1), to(2)]) {
    expect(english?.subject).toBe('Please confirm your alerts from Duly');
    expect(english?.html).toContain('<html lang="en"');
    expect(english?.text).toContain('Somebody, probably you, asked Duly');
  }
});

it('follows the language of the last request of an address that still waits', async () => {
  const { ctx, clock, server } = await askedIn('en');
  clock.advance(2 * HOUR);
  await subscribe(ctx, { address: 'reader0@example0.org', language: 'de' });
  clock.advance(5_000);
  await deliver(ctx);
  const [, second] = server.messages;
  expect((await second?.parsed())?.subject).toBe('Bitte bestätigen Sie Ihre Benachrichtigungen von Duly');
});
