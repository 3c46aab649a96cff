import { sql } from 'kysely';
import type { Invariant } from '../invariant.ts';
import { findBySql } from '../rows.ts';

/** The moves that the ERP must hear of, whatever else it hears, and their events. */
const toldMoves = sql`(values ('payment.received', 'document.settled'), ('charge.removed', 'document.cancelled'),
  ('payment.refunded', 'document.refunded'), ('settlement.undone', 'document.settlement_undone'))`;

export const movesTold: Invariant = {
  name: 'moves_told',
  sentence: 'Each settlement, cancellation and refund of a document is an event in the feed of the ERP.',
  judgedBy: 'company',
  find({ scope }) {
    return findBySql(scope, {
      count: sql`
        select count(*) as checked from timeline line join ${toldMoves} told (move, type) on move = what
        where details ? 'to'`,
      offenders: sql`
        with moved as (
          select document_id::text as document, type, count(*) as moves
          from timeline line join ${toldMoves} told (move, type) on move = what
          where details ? 'to' group by 1, 2),
        told as (
          select data->>'documentId' as document, type, count(*) as events from erp_events group by 1, 2)
        select document as subject, moves || ' times it came to ' || type || ', told ' ||
          coalesce(events, 0) || ' times' as what
        from moved left join told using (document, type) where moves <> coalesce(events, 0)`,
    });
  },
};

export const feedGapless: Invariant = {
  name: 'feed_gapless',
  sentence: 'The events in the feed of the ERP are numbered without a gap.',
  judgedBy: 'company',
  find({ scope }) {
    return findBySql(scope, {
      count: sql`select count(*) as checked from erp_events`,
      offenders: sql`
        select tenant_id::text as subject, 'the last number is ' || last_sequence || ', and there are ' || count || ' events' as what
        from event_sequences, (select count(*), coalesce(max(sequence), 0) as highest from erp_events) fed
        where last_sequence <> count or highest <> count`,
    });
  },
};

/**
 * An endpoint that is paused, parked or has not answered its challenge waits for a person, and the inbox says so. Of an endpoint that wants some types alone it is
 * not known since when it wants them, so of it only the deliveries that were made are judged.
 */
export const feedDelivered: Invariant = {
  name: 'feed_delivered',
  sentence: 'Each event that a working endpoint wants has a delivery, and none waits for long.',
  judgedBy: 'company',
  find({ scope, lateBefore }) {
    const wanted = sql`
      webhook_endpoints endpoint join erp_events event
        on event.sequence > (select coalesce(min(sequence) - 1, endpoint.read_sequence)
          from webhook_deliveries where endpoint_id = endpoint.id and sequence is not null)
      left join webhook_deliveries delivery
        on delivery.endpoint_id = endpoint.id and delivery.sequence = event.sequence
      where endpoint.status = 'active' and endpoint.proved_at is not null and endpoint.deleted_at is null
        and (cardinality(endpoint.events) = 0 or delivery.id is not null)`;
    return findBySql(scope, {
      count: sql`select count(*) as checked from ${wanted}`,
      offenders: sql`
        select endpoint.id || '/' || event.sequence as subject, event.type ||
          coalesce(' waits after ' || attempts || ' attempts', ' has no delivery') as what
        from ${wanted} and event.occurred_at < ${lateBefore}
          and coalesce(delivery.status, 'waiting') = 'waiting'`,
    });
  },
};
