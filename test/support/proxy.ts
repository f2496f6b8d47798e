import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A door to a TCP server that can fall silent (nothing passes, nothing closes) or cut everybody off. */
export async function openProxy(target: { host: string; port: number }) {
  const sockets = new Set<Socket>();
  let silent = false;
  let connections = 0;
  const server = createServer((near) => {
    connections += 1;
    const far = connect(target);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (bytes) => {
        if (!silent) to.write(bytes);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        if (!silent) to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    /** Connections opened so far. */
    get connections() {
      return connections;
    },
    /** From now on nothing passes in either direction; connections stay open. */
    silence: () => {
      silent = true;
    },
    /** Lets new connections through again; what was swallowed stays lost. */
    heal: () => {
      silent = false;
    },
    cut,
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
