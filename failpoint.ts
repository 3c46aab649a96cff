import { spawn } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

/** The moments at which a test may make a process fail. What lies before and after each: docs/reliability.md. */
export const failpoints = [
  'asaas.before_send',
  'asaas.after_send',
  'asaas.after_response',
  'attempt.before_check',
  'attempt.after_check',
  'db.before_commit',
  'db.after_commit',
  'wf.before_start',
  'inbox.after_insert',
  'inbox.before_ack',
  'settle.before_ledger',
  'settle.after_ledger',
  'hook.before_send',
  'hook.after_send',
] as const;

export type Failpoint = (typeof failpoints)[number];

export const failures = ['throw', 'kill', 'stop', 'delay'] as const;

/** `kill` is SIGKILL. `stop` is SIGSTOP, and a child process sends SIGCONT later. */
export type Failure = (typeof failures)[number];

const orderSchema = z.object({
  failure: z.enum(failures),
  /** How long `stop` and `delay` last. */
  forMs: z.number().int().nonnegative().default(0),
  /** How many pass unharmed before. */
  skip: z.number().int().nonnegative().default(0),
});

/** What happens at a failpoint, once. */
export type FailureOrder = z.input<typeof orderSchema>;

export type Program = 'api' | 'worker';

/** An error that nobody expects. */
export class FailpointReached extends Error {
  override readonly name = 'FailpointReached';
}

let armed: { folder: string; program: Program } | undefined;

/** Turns failpoints on for this process: from now on `folder` is looked at, at each of them. Undefined turns them off. */
export function armFailpoints(folder: string | undefined, program: Program): void {
  armed = folder === undefined ? undefined : { folder, program };
}

/**
 * A moment at which this process may be made to fail: `await failpoint('asaas.before_send', accountId)`. `whose` says
 * whose work passes, so a test can mean one of many. Does nothing, and costs one comparison, unless a test turned
 * failpoints on. Throws `FailpointReached` when the order says so.
 */
export function failpoint(point: Failpoint, ...whose: string[]): Promise<void> | undefined {
  if (armed === undefined) return undefined;
  const order = takeOrder(orderFile(armed.folder, armed.program, point, whose));
  return order && carryOut[order.failure](point, order.forMs);
}

/** The file that holds the order for a failpoint. An order that was carried out has `takenSuffix` after its name. */
export function orderFile(
  folder: string,
  program: Program,
  point: Failpoint,
  whose: readonly string[],
): string {
  return join(folder, encodeURIComponent([program, point, ...whose].join(' ')));
}

export const takenSuffix = '.taken';

/** Of all processes that come by, one gets the order: a file can be renamed once. */
function takeOrder(file: string): z.output<typeof orderSchema> | undefined {
  const mine = `${file}.${process.pid}`;
  try {
    renameSync(file, mine);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const order = orderSchema.parse(JSON.parse(readFileSync(mine, 'utf8')));
  if (order.skip > 0) writeFileSync(mine, JSON.stringify({ ...order, skip: order.skip - 1 }));
  renameSync(mine, order.skip > 0 ? file : `${file}${takenSuffix}`);
  return order.skip > 0 ? undefined : order;
}

const carryOut: Record<Failure, (point: Failpoint, forMs: number) => Promise<void>> = {
  throw: async (point) => {
    throw new FailpointReached(`The failpoint ${point} was ordered to throw`);
  },
  kill: () => {
    process.kill(process.pid, 'SIGKILL');
    return new Promise(() => {});
  },
  stop: async (_, forMs) => {
    const wake = `sleep ${forMs / 1_000}; kill -CONT ${process.pid}`;
    spawn('sh', ['-c', wake], { detached: true, stdio: 'ignore' }).unref();
    process.kill(process.pid, 'SIGSTOP');
  },
  delay: async (_, forMs) => {
    await pause(forMs);
  },
};
