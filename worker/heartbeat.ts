import { heartbeat } from '@temporalio/activity';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';

/**
 * Tells Temporal every few seconds that the worker lives. So Temporal notices a killed worker long before the time-out.
 */
export function createHeartbeat(): ActivityInboundCallsInterceptor {
  return {
    async execute(input, next) {
      const beat = setInterval(heartbeat, 4_000);
      try {
        return await next(input);
      } finally {
        clearInterval(beat);
      }
    },
  };
}
