import { z } from 'zod';
import {
  findUndeliveredMessages,
  retryUndeliveredMessages,
  type UndeliveredMessage,
} from '../../db/messages/undelivered-messages.ts';
import { accepted, ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { id } from '../http/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '../http/pages.ts';
import { undeliveredMessage } from './message-answer.ts';
import { messageFile } from './message-columns.ts';

const listUndelivered = defineRoute({
  method: 'get',
  path: '/v1/undelivered-messages',
  operationId: 'listUndeliveredMessages',
  tag: 'Undelivered messages',
  summary: 'List what could not be told to a workflow yet, the oldest first',
  description:
    'Empty while all is well. What failed is tried again by itself, ever less often; what Temporal refuses is parked. Other documents go on meanwhile.',
  roles: ['erp', 'operator', 'viewer'],
  query: z.strictObject(pageQuery),
  answers: { 200: pageOf(undeliveredMessage) },
  exportsAs: messageFile,
  async handle({ query: { limit, cursor }, language }, scope) {
    const place = readCursor(cursor, z.tuple([id]), language);
    const rows = await findUndeliveredMessages(scope, { afterId: place?.[0] ?? null, limit: limit + 1 });
    return ok(toPage(rows, limit, toAnswer, (row) => [row.id]));
  },
});

const retryUndelivered = defineRoute({
  method: 'post',
  path: '/v1/undelivered-messages/retry',
  operationId: 'retryUndeliveredMessages',
  tag: 'Undelivered messages',
  summary: 'Send undelivered messages again now',
  description: 'All of the company’s, or those named. A message that was delivered meanwhile is left alone.',
  roles: ['erp', 'operator'],
  body: z
    .strictObject({ messageIds: z.array(id).min(1).max(1_000).optional() })
    .meta({ id: 'UndeliveredMessagesRetry' }),
  answers: {
    202: z.strictObject({ retried: z.int().meta({ description: 'How many go again.' }) }),
  },
  async handle({ body }, scope) {
    return accepted({ retried: await retryUndeliveredMessages(scope, body.messageIds) });
  },
});

export const undeliveredMessageRoutes = [listUndelivered, retryUndelivered];

function toAnswer(row: UndeliveredMessage): z.output<typeof undeliveredMessage> {
  const { summary, documentId } = row.subject;
  return {
    id: row.id,
    summary: String(summary),
    documentId: documentId ? String(documentId) : null,
    workflowId: row.workflow_id,
    signal: row.signal,
    createdAt: row.created_at.toISOString(),
    attempts: row.attempts,
    lastError: row.last_error ?? '',
    nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
    parkedAt: row.parked_at?.toISOString() ?? null,
    waitingBehind: row.waiting_behind,
  };
}
