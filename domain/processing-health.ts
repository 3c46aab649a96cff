/** A worker as its last beat left it. */
export interface WorkerBeat {
  /** How long ago the worker said that it lives. */
  ageMs: number;
  isPolling: boolean;
  /** How long ago its relay last reached Temporal, or found nothing to send. Null: never. */
  relayedAgoMs: number | null;
}

/** The company's messages that no workflow has got yet. */
export interface WaitingMessages {
  count: number;
  oldestAgeMs: number | null;
}

/** - `silent`: no worker says that it lives. - `idle`: one lives, and takes no work. */
export type WorkerState = 'working' | 'idle' | 'silent';

/** - `silent`: nobody delivers messages. - `late`: messages wait for longer than a delivery takes. */
export type RelayState = 'working' | 'late' | 'silent';

/** - `plenty`: everything may be sent. - `settling`: new charges wait. - `used_up`: nothing is called any more. */
export type QuotaState = 'plenty' | 'settling' | 'used_up';

/** - `none`: none ended yet. - `old`: the last one is older than two days, though one is made every day. */
export type ReconciliationState = 'done' | 'old' | 'none';

/** A worker says every five seconds that it lives. */
export const beatEveryMs = 5_000;

/** Several beats may be missed while a machine is busy or Postgres starts again. */
const silentAfterMs = 6 * beatEveryMs;

/** A message is delivered within a second of its transaction. */
const lateAfterMs = 60_000;

const oldAfterMs = 2 * 86_400_000;

export function workerStateOf(beats: readonly WorkerBeat[]): WorkerState {
  const living = beats.filter(isAlive);
  if (living.length === 0) return 'silent';
  return living.some(({ isPolling }) => isPolling) ? 'working' : 'idle';
}

export function relayStateOf(beats: readonly WorkerBeat[], waiting: WaitingMessages): RelayState {
  const isRelaying = beats.some(
    (beat) => isAlive(beat) && beat.relayedAgoMs !== null && beat.relayedAgoMs < silentAfterMs,
  );
  if (!isRelaying) return 'silent';
  return (waiting.oldestAgeMs ?? 0) > lateAfterMs ? 'late' : 'working';
}

/** `ceilings`: the calls after which new charges, and after which even settlements, wait for the next window. */
export function quotaStateOf(used: number, ceilings: { register: number; settle: number }): QuotaState {
  if (used >= ceilings.settle) return 'used_up';
  return used >= ceilings.register ? 'settling' : 'plenty';
}

export function reconciliationStateOf(doneAt: Date | null, now: Date): ReconciliationState {
  if (!doneAt) return 'none';
  return now.getTime() - doneAt.getTime() > oldAfterMs ? 'old' : 'done';
}

export function isAlive({ ageMs }: WorkerBeat): boolean {
  return ageMs < silentAfterMs;
}
