import type { Selectable } from 'kysely';
import { z } from 'zod';
import { findEventsAfter } from '../../db/messages/erp-events.ts';
import type { ErpEventTable } from '../../db/tables/journal.ts';
import type { Dependencies } from '../dependencies.ts';
import { ok } from '../http/answer.ts';
import { type Call, defineRoute } from '../http/define-route.ts';
import { eventAnswer } from './catalogue/catalogue.ts';
import { eventFile } from './event-columns.ts';

/** Proxies end longer waits, so a longer one is useless. */
const waitSecondsMax = 30;

const readEvents = defineRoute({
  method: 'get',
  path: '/v1/events',
  operationId: 'listEvents',
  tag: 'Events',
  summary: 'Read what happened, in order, from after a sequence number',
  description:
    'Keep the last `sequence` you have dealt with and ask `after` it; the same question always has the same answer and whatever came later. With `wait` the answer is held back up to so many seconds while there is nothing new; few calls of one key may wait at the same time, since each holds a connection.',
  roles: ['erp', 'operator', 'viewer'],
  query: z.strictObject({
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(100),
    wait: z.coerce.number().int().min(0).max(waitSecondsMax).default(0).meta({ description: 'Seconds.' }),
  }),
  answers: { 200: z.strictObject({ data: z.array(eventAnswer) }) },
  exportsAs: eventFile,
  problems: ['too_many_polls'],
  async handleInSteps(call) {
    const read = () => call.inScope((scope) => findEventsAfter(scope, call.query.after, call.query.limit));
    const rows = call.query.wait === 0 ? await read() : await readOnceThere(call, read);
    return ok({ data: rows.map(toEvent) });
  },
});

type Waiting = Pick<Dependencies, 'newEvents' | 'openPolls' | 'closing'> &
  Pick<Call<undefined, undefined, undefined>, 'caller' | 'gone'> & { query: { wait: number } };

type Rows = Selectable<ErpEventTable>[];

/**
 * Waits for events of this company and holds no database connection meanwhile. At the end it reads once more. So a
 * missed notification costs time, and never an event.
 */
async function readOnceThere(
  { query, caller, newEvents, openPolls, closing, gone }: Waiting,
  read: () => Promise<Rows>,
): Promise<Rows> {
  const until = performance.now() + query.wait * 1_000;
  const endWait = openPolls.begin(caller);
  // Listen before the first reading. Otherwise an event between reading and waiting would be missed.
  const news = newEvents.listenFor(caller.tenantId);
  try {
    for (;;) {
      const rows = await read();
      const leftMs = until - performance.now();
      if (rows.length > 0 || leftMs <= 0 || closing.aborted || gone.aborted) return rows;
      await news.next(leftMs, [closing, gone]);
    }
  } finally {
    news.close();
    endWait();
  }
}

export const eventRoutes = [readEvents];

function toEvent(row: Selectable<ErpEventTable>): z.output<typeof eventAnswer> {
  return {
    sequence: row.sequence,
    id: row.id,
    type: row.type,
    occurredAt: row.occurred_at.toISOString(),
    data: row.data,
  };
}
