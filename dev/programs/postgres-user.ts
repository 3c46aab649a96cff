import { execFileSync, spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { StackError } from '../stack/stack-error.ts';

export interface SystemUser {
  uid: number;
  gid: number;
}

/** Who Postgres runs as: ourselves, or, since it refuses to run as root, the user `postgres`, made if missing. */
export function postgresUser(): SystemUser | undefined {
  if (userInfo().uid !== 0) return undefined;
  const existing = findUser('postgres');
  if (existing) return existing;
  try {
    execFileSync('useradd', ['--system', '--user-group', '--shell', '/bin/false', 'postgres'], {
      stdio: 'pipe',
    });
  } catch (error) {
    throw new StackError(
      `Postgres does not run as root, and the user "postgres" could not be made (${(error as Error).message.trim()}).\n` +
        'Run as another user, or set DATABASE_URL to a Postgres of your own.',
    );
  }
  return findUser('postgres');
}

/** Whether this user (ourselves when undefined) can go into a directory. Tried, not computed from mode bits. */
export function canEnter(user: SystemUser | undefined, directory: string): boolean {
  const { status } = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], {
    cwd: '/',
    stdio: 'ignore',
    ...user,
  });
  return status === 0;
}

function findUser(name: string): SystemUser | undefined {
  const idOf = (flag: string) => {
    const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return status === 0 ? Number(stdout) : undefined;
  };
  const [uid, gid] = [idOf('-u'), idOf('-g')];
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}
