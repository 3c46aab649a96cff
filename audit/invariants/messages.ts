import { sql } from 'kysely';
import { keptDays } from '../../domain/retention.ts';
import type { Invariant } from '../invariant.ts';
import { findBySql, rowsOf } from '../rows.ts';

/** A parked message counts, too: it waits for a person. */
export const messagesDelivered: Invariant = {
  name: 'messages_delivered',
  sentence: 'No message to a workflow is undelivered for long.',
  judgedBy: 'company',
  find({ scope, lateBefore }) {
    return findBySql(scope, {
      count: sql`select count(*) as checked from messages`,
      offenders: sql`
        select workflow_id || '/' || seq as subject, signal || coalesce(': ' || last_error, ' was not tried') as what
        from messages where delivered_at is null and created_at < ${lateBefore}`,
    });
  },
};

/**
 * The relay delivers in order, so a workflow that misses a number was never told. Old messages are deleted after their
 * time, so only the others are looked at.
 */
export const messagesGapless: Invariant = {
  name: 'messages_gapless',
  sentence: 'The messages of a workflow are numbered without a gap.',
  judgedBy: 'company',
  find({ scope }) {
    return findBySql(scope, {
      count: sql`select count(distinct workflow_id) as checked from messages where ${isKept}`,
      offenders: sql`
        select workflow_id as subject, count(*) || ' messages, numbered from ' || min(seq) || ' to ' || max(seq) as what
        from messages where ${isKept} group by workflow_id having max(seq) - min(seq) + 1 <> count(*)`,
    });
  },
};

const isKept = sql`created_at > now() - make_interval(days => ${keptDays.messages})`;

/** Asaas sends an event that was answered 200 never again. */
export const acknowledgedKept: Invariant = {
  name: 'acknowledged_kept',
  sentence: 'Each event of Asaas that was answered 200 is kept.',
  judgedBy: 'Asaas',
  async find({ scope, book }) {
    if (book.acknowledged === null) return null;
    const rows = await rowsOf(
      scope,
      sql<{ place: string }>`select account_id || '/' || event_id as place from provider_events`,
    );
    const kept = new Set(rows.map(({ place }) => place));
    const offenders = book.acknowledged
      .filter(({ accountId, eventId }) => !kept.has(`${accountId}/${eventId}`))
      .map(({ eventId }) => ({ subject: eventId, what: 'answered 200, and not kept' }));
    return { checked: book.acknowledged.length, offenders };
  },
};
