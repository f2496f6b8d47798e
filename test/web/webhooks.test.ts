import { describe, expect, it } from 'vitest';
import { addWebhook } from '../../src/service/webhooks.ts';
import { startHooks } from '../support/hooks.ts';
import { openWeb } from './ask.ts';

describe('/webhooks', () => {
  it('lists them without their secrets, and sends a test by button', async () => {
    const { ctx, text, post } = await openWeb();
    expect(await text('/webhooks')).toContain('There are none yet');
    const hooks = await startHooks((response) => response.end('<b>hello</b>'));
    const { id, secret } = await addWebhook(ctx, { url: hooks.url, recordedBy: 'Ada' });
    const list = await text('/webhooks');
    // Nobody knows yet whether it works.
    expect(list).toContain('Nothing delivered yet');
    expect(list).not.toContain('>Works<');
    expect(list).toContain(hooks.url);
    const answered = await (await post(`/webhooks/${id}/test`)).text();
    expect(answered).toContain('200 OK: &lt;b&gt;hello&lt;/b&gt;');
    expect(JSON.parse(hooks.asked[0]?.body ?? '')).toMatchObject({
      type: 'webhook.test',
      data: { webhook: id },
    });
    for (const page of [list, answered, await text(`/webhooks/${id}`)]) expect(page).not.toContain(secret);
  });

  it('are shown and tested only on the machine itself', async () => {
    const { ctx, ask, post } = await openWeb();
    const hooks = await startHooks();
    const { id } = await addWebhook(ctx, { url: hooks.url, recordedBy: 'Ada' });
    const peer = '203.0.113.7';
    for (const path of ['/webhooks', `/webhooks/${id}`])
      expect((await ask(path, {}, { peer })).status).toBe(403);
    const headers = { 'sec-fetch-site': 'same-origin' };
    expect((await post(`/webhooks/${id}/test`, {}, { peer, headers })).status).toBe(403);
    expect(
      (await post(`/webhooks/${id}/test`, {}, { headers: { 'sec-fetch-site': 'cross-site' } })).status,
    ).toBe(403);
    expect(hooks.asked).toHaveLength(0);
  });
});
