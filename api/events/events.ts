import type { Selectable } from 'kysely';
import { z } from 'zod';
import { findEventsAfter } from '../../db/messages/erp-events.ts';
import type { ErpEventTable } from '../../db/tables/journal.ts';
import { ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { id, instant } from '../http/fields.ts';

const event = z
  .strictObject({
    sequence: z.int().meta({ description: 'Numbered per company, without gaps.' }),
    id,
    type: z.string().meta({ example: 'document.settled' }),
    occurredAt: instant,
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Event' });

/** Longer than proxies like to wait for an answer is no use. */
const waitSecondsMax = 30;

/** Look again this often: a missed notification costs a delay, never an event. */
const lookAgainMs = 5_000;

const readEvents = defineRoute({
  method: 'get',
  path: '/v1/events',
  tag: 'Events',
  summary: 'Read what happened, in order, from after a sequence number',
  description:
    'Keep the last `sequence` you have dealt with and ask `after` it; the same question always has the same answer and whatever came later. With `wait` the answer is held back up to so many seconds while there is nothing new.',
  roles: ['erp', 'operator', 'viewer'],
  query: z.strictObject({
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(100),
    wait: z.coerce.number().int().min(0).max(waitSecondsMax).default(0).meta({ description: 'Seconds.' }),
  }),
  answers: { 200: z.strictObject({ data: z.array(event) }) },
  async handleInSteps({ query, inScope, newEvents, closing }) {
    const until = performance.now() + query.wait * 1_000;
    for (;;) {
      const rows = await inScope((scope) => findEventsAfter(scope, query.after, query.limit));
      const leftMs = until - performance.now();
      if (rows.length > 0 || leftMs <= 0 || closing.aborted) return ok({ data: rows.map(toEvent) });
      await newEvents.wait(Math.min(leftMs, lookAgainMs), closing);
    }
  },
});

export const eventRoutes = [readEvents];

function toEvent(row: Selectable<ErpEventTable>): z.output<typeof event> {
  return {
    sequence: row.sequence,
    id: row.id,
    type: row.type,
    occurredAt: row.occurred_at.toISOString(),
    data: row.data,
  };
}
