import { addDays, type CalendarDate } from '../../domain/calendar.ts';
import type { Company } from './company.ts';
import type { EventFeed } from './event-feed.ts';
import type { Progress } from './progress.ts';
import type { Schemas } from './public-api.ts';
import type { RegisteredDocument } from './registered-documents.ts';
import type { Amending, Roles } from './roles.ts';
import { waitUntil } from './wait-until.ts';

/** The ERP edits documents that are already at Asaas, and waits until Asaas has each edit. */
export async function amendDocuments(
  { api }: Company,
  feed: EventFeed,
  amended: Roles<RegisteredDocument>['amended'],
  progress: Progress,
): Promise<void> {
  for (const { document, what } of amended)
    await api.PATCH('/v1/documents/{id}', { ...named(document), body: amendment(document, what) });
  const ids = amended.map(({ document }) => document.id);
  await waitFor(feed, ids, 'document.amended', 'amended at Asaas', progress);
}

function amendment({ dueDate }: RegisteredDocument, what: Amending): Schemas['DocumentChanges'] {
  switch (what) {
    case 'discount':
      return { discount: { type: 'fixed', amountCents: 750, daysBeforeDue: 0 } };
    case 'addition':
      return { additionCents: 1_290 };
    case 'dueDate':
      return { dueDate: addDays(dueDate, 15) };
  }
}

/** The sale was undone: the charge goes too. */
export async function cancelDocument(
  { api }: Company,
  feed: EventFeed,
  document: RegisteredDocument,
  progress: Progress,
): Promise<void> {
  const body = { reason: 'Venda desfeita a pedido do cliente' };
  await api.POST('/v1/documents/{id}/cancel', { ...named(document), body });
  await waitFor(feed, [document.id], 'document.cancelled', 'cancelled', progress);
}

/** The payer came to the counter. */
export async function receiveInCash(
  { api }: Company,
  feed: EventFeed,
  document: RegisteredDocument,
  { paidOn, progress }: { paidOn: CalendarDate; progress: Progress },
): Promise<void> {
  const body = { amountCents: document.amountCents, paidOn };
  await api.POST('/v1/documents/{id}/receive-in-cash', { ...named(document), body });
  await waitFor(feed, [document.id], 'document.settled', 'received in cash', progress);
}

function named({ id }: RegisteredDocument) {
  return { params: { path: { id } } };
}

/** Waits until the feed has told of an event for each of these documents. */
export async function waitFor(
  feed: EventFeed,
  ids: readonly string[],
  eventType: string,
  words: string,
  progress: Progress,
): Promise<void> {
  const state = () => `  ${feed.count(ids, eventType)} of ${ids.length} ${words}`;
  await waitUntil(
    () => ({ done: feed.count(ids, eventType) === ids.length, state: state() }),
    (shown) => progress.show(shown),
  );
  progress.finish(state());
}
