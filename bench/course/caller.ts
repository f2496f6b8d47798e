/**
 * Asks an address over and over, on connections that stay open: a process of its own, so that asking costs the server
 * that is measured the same whatever it answers. `caller.js ADDRESS COUNT LANES` prints milliseconds and bytes. In the
 * address `COUNT` stands for the number of the request.
 */
import { Agent, get } from 'node:http';
import { monotonicMs } from '../../src/clock.ts';

const [address = '', count = '0', lanes = '1'] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(lanes) });

const ask = (number: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const request = get(address.replace('COUNT', String(number)), { agent }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve(bytes) : reject(new Error(`status ${answer.statusCode}`)),
      );
    });
    request.on('error', reject);
  });

let next = 0;
let bytes = 0;
async function lane(until: number): Promise<void> {
  while (next < until) {
    next += 1;
    bytes = await ask(next);
  }
}
const all = (until: number) => Promise.all(Array.from({ length: Number(lanes) }, () => lane(until)));

// Connections are opened and code is compiled before it counts.
const warm = Math.ceil(Number(count) / 10);
await all(warm);
const from = monotonicMs();
await all(warm + Number(count));
process.stdout.write(JSON.stringify({ ms: monotonicMs() - from, bytes }));
agent.destroy();
