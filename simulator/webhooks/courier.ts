import { setTimeout as wait } from 'node:timers/promises';
import { Agent } from 'undici';
import { type LaneParts, runLane } from './lane.ts';
import { countDeliverable, countUntried, heldAccountIds, waitingWebhooks } from './queue-state.ts';

/** Carries queued events to their receivers, each webhook in a lane of its own. */
export interface Courier {
  /** Tells that something may be due. Returns at once. */
  wake(): void;
  /** Resolves when nothing (of the account) can be delivered within `withinMs` from now, or after `timeoutMs`. */
  flush(wish: { accountId?: string | undefined; withinMs: number; timeoutMs: number }): Promise<void>;
  /** Resolves when each of these events was tried once, or after `timeoutMs`. */
  firstAttempts(eventIds: string[], timeoutMs: number): Promise<void>;
  /** Sends nothing more; what is on its way has two seconds to arrive. */
  close(): Promise<void>;
}

const longestNapMs = 500;
const closingMs = 2000;

export function createCourier(options: Omit<LaneParts, 'agent'>): Courier {
  // Kept alive for less than servers commonly do: a connection that the receiver closes would look like a failure.
  const agent = new Agent({ keepAliveTimeout: 1000, keepAliveMaxTimeout: 1000 });
  const parts = { ...options, agent };
  const { store, clock, behaviours, log } = parts;
  const lanes = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | undefined;
  let wokenAgain = false;
  let closed = false;

  function wake(): void {
    wokenAgain = true;
    if (closed || round) return;
    clearTimeout(timer);
    wokenAgain = false;
    round = startLanes()
      .catch((error: unknown) => {
        log.error({ err: error }, 'webhook round failed');
        return longestNapMs;
      })
      .then((napMs) => {
        round = undefined;
        if (!closed) timer = setTimeout(wake, wokenAgain ? 0 : napMs);
      });
  }

  /** Starts a lane for each webhook that has something due and none running. Answers how long to nap. */
  async function startLanes(): Promise<number> {
    let napMs = longestNapMs;
    for (const { id, accountId, dueAt } of await waitingWebhooks(store)) {
      if (lanes.has(id) || behaviours.of(accountId).webhookHeld) continue;
      const dueInMs = dueAt.getTime() - clock.now().getTime();
      if (dueInMs > 0) napMs = Math.min(napMs, dueInMs);
      else startLane(id);
    }
    return napMs;
  }

  function startLane(webhookId: string): void {
    const lane = runLane(parts, webhookId, () => closed)
      .catch((error: unknown) => log.error({ err: error, webhookId }, 'webhook lane failed'))
      .then(() => {
        lanes.delete(webhookId);
        wake();
      });
    lanes.set(webhookId, lane);
  }

  return {
    wake,
    async flush({ accountId, withinMs, timeoutMs }) {
      const deadlineMs = Date.now() + timeoutMs;
      while (Date.now() < deadlineMs) {
        const held = await heldAccountIds(store, behaviours);
        const until = new Date(clock.now().getTime() + withinMs);
        if ((await countDeliverable(store, until, held, accountId)) === 0) return;
        wake();
        await wait(10);
      }
    },
    async firstAttempts(eventIds, timeoutMs) {
      const deadlineMs = Date.now() + timeoutMs;
      while (Date.now() < deadlineMs && (await countUntried(store, eventIds)) > 0) await wait(5);
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await round;
      await Promise.race([Promise.all(lanes.values()), wait(closingMs)]);
      await agent.destroy();
      await Promise.all(lanes.values());
    },
  };
}
