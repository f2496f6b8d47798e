import { afterAll, describe, it } from 'vitest';
import { makeFirstLink } from '../../src/service/sign-in.ts';
import { launchChromium } from './chromium.ts';
import { openSite, openPage as pageIn } from './site.ts';

const launched = await launchChromium();
const browser = 'browser' in launched ? launched.browser : null;
afterAll(() => browser?.close());
const why = 'missing' in launched ? ` [needs a browser: ${launched.missing}]` : '';

describe.skipIf(browser === null)(`signing in with a browser${why}`, () => {
  it('adds a passkey and signs in by it', async () => {
    const { ctx, url } = await openSite({ at: new Date().toISOString() });
    const { page } = await pageIn(browser, { scripts: true });
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable');
    await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
      },
    });
    await page.goto((await makeFirstLink(ctx)) ?? '');
    await page.getByLabel('Your name').fill('Ada');
    await page.getByLabel('Your e-mail address').fill('ada@example.org');
    await page.getByRole('button', { name: 'Become the administrator' }).click();
    await page.getByRole('link', { name: 'Account: Ada' }).click();
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('Added ', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.goto(`${url}/sign-in?next=/people`);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByRole('heading', { name: 'People' }).waitFor();
  });
});
