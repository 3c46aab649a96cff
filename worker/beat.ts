import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { v7 as uuid } from 'uuid';
import type { Database } from '../db/database.ts';
import { dropBeat, keepBeat } from '../db/processing/worker-beats.ts';
import { asUpkeep } from '../db/tenancy.ts';
import { beatEveryMs } from '../domain/processing-health.ts';
import type { RelayPulse } from './relay.ts';

interface Beating {
  db: Database;
  logger: Logger;
  signal: AbortSignal;
  pulse: RelayPulse;
  isPolling(): boolean;
}

/** Says every few seconds, in a row of Postgres, that this worker lives: the API shows it and knows no Temporal. */
export async function runBeat({ db, logger, signal, pulse, isPolling }: Beating): Promise<void> {
  const workerId = uuid();
  const warn = (error: Error) => logger.warn({ reason: error.message }, 'A beat of the worker was not kept');
  while (!signal.aborted) {
    const relayedAgoMs = pulse.relayedAtMs === null ? null : performance.now() - pulse.relayedAtMs;
    const beat = { workerId, isPolling: isPolling(), relayedAgoMs };
    await asUpkeep(db, (scope) => keepBeat(scope, beat)).catch(warn);
    await pause(beatEveryMs, undefined, { signal }).catch(() => undefined);
  }
  await asUpkeep(db, (scope) => dropBeat(scope, workerId)).catch(warn);
}
