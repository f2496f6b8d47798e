import { readFile } from 'node:fs/promises';
import type { Binaries } from './binaries.ts';
import { type RunAs, run } from './process.ts';

/**
 * PostgreSQL refuses to run as root. Two ways around it:
 * `namespace` - a user namespace in which root's files belong to an ordinary user, so that nothing moves and
 * folders that only root can enter still work; `user` - a real unprivileged user.
 */
export type RootMode = 'namespace' | 'user';

const INSIDE_ID = 65_534;

/** Root outside, an ordinary user inside: the files stay where they are and stay root's. */
export const NAMESPACE: RunAs = {
  name: 'root in a user namespace',
  prefix: ['unshare', '--user', `--map-user=${INSIDE_ID}`, `--map-group=${INSIDE_ID}`, '--'],
};

/**
 * Whether this machine lets root make a user namespace (containers often forbid it), and whether from inside
 * the programs run and `folder` can be written.
 */
export async function namespaceWorks(binaries: Binaries, folder: string): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  const script = 'test -x "$1" && test -w "$1" && exec "$0" --version';
  const { code } = await run(NAMESPACE, '/bin/sh', ['-c', script, binaries.initdb, folder]);
  return code === 0;
}

/** Whether `runAs` can reach `folder` from the root of the file system down. */
export async function canEnter(runAs: RunAs, folder: string): Promise<boolean> {
  const { code } = await run(runAs, '/bin/sh', ['-c', 'test -x "$0"', folder]);
  return code === 0;
}

/** A user by its numbers, e.g. the owner of an existing cluster. */
export function asUser(ids: { uid: number; gid: number }, name = `the user ${ids.uid}`): RunAs {
  return { name, prefix: [], ids: { uid: ids.uid, gid: ids.gid } };
}

/** The unprivileged user that runs a new cluster for root: one that the system has for such work. */
export async function systemUser(): Promise<RunAs> {
  const users = new Map<string, { uid: number; gid: number }>();
  for (const line of (await readFile('/etc/passwd', 'utf8')).split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name !== undefined && Number(uid) > 0) users.set(name, { uid: Number(uid), gid: Number(gid) });
  }
  for (const name of ['postgres', 'nobody']) {
    const ids = users.get(name);
    if (ids !== undefined) return asUser(ids, `the user ${name}`);
  }
  return asUser({ uid: 70, gid: 70 }); // the number that images of PostgreSQL use; it needs no name
}
