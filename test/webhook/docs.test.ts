import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { endpointSecret, signedHeaders } from '../../src/webhook/signature.ts';

type Check = (secret: string, headers: Record<string, string>, body: string, now?: number) => boolean;

it('the lines of docs/webhooks.md check a request as the library does', async () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/webhooks.md'), 'utf8');
  const code = /<!-- verify -->\n```js\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
  const url = `data:text/javascript,${encodeURIComponent(code)}`;
  const { isFromDuly }: { isFromDuly: Check } = await import(/* @vite-ignore */ url);
  const at = Date.UTC(2025, 5, 16);
  const [old, fresh, foreign] = ['a', 'b', 'c'].map((salt) => endpointSecret('instance', { id: 1, salt }));
  if (old === undefined || fresh === undefined || foreign === undefined) throw new Error('unreachable');
  const headers = signedHeaders({ id: 'msg_1', at, body: '{"ü":1}', secrets: [fresh, old] });
  expect(isFromDuly(fresh, headers, '{"ü":1}', at)).toBe(true);
  expect(isFromDuly(old, headers, '{"ü":1}', at + 299_000)).toBe(true);
  expect(isFromDuly(foreign, headers, '{"ü":1}', at)).toBe(false);
  expect(isFromDuly(fresh, headers, '{"ü":2}', at)).toBe(false);
  expect(isFromDuly(fresh, headers, '{"ü":1}', at + 301_000)).toBe(false);
  expect(isFromDuly(fresh, { ...headers, 'webhook-timestamp': 'now' }, '{"ü":1}', at)).toBe(false);
});
