import { Context } from '@temporalio/activity';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { runAttempt } from '../activities/attempt.ts';

/**
 * Stops an attempt that Temporal no longer waits for. Otherwise an attempt that timed out would call Asaas at the same
 * time as the next attempt.
 */
export function createAttemptStop(): ActivityInboundCallsInterceptor {
  return {
    async execute(input, next) {
      const { cancellationSignal, info } = Context.current();
      const timeUp = new AbortController();
      const timer = setTimeout(() => timeUp.abort(), workingTimeMs(info.startToCloseTimeoutMs));
      try {
        return await runAttempt(AbortSignal.any([cancellationSignal, timeUp.signal]), () => next(input));
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/**
 * How long an attempt may call Asaas: a little less than its time-out. Temporal tells a worker of a time-out only
 * seconds later. And the outcome of a call that was ended must be stored before the next attempt starts.
 */
function workingTimeMs(startToCloseMs: number): number {
  return startToCloseMs - Math.min(1_000, startToCloseMs / 5);
}
