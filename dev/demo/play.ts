import { type CalendarDate, dateInSaoPaulo } from '../../domain/calendar.ts';
import { callsBetween, callsForDocuments } from './calls.ts';
import { amendDocuments, cancelDocument, receiveInCash, waitFor } from './changes.ts';
import { type Company, openCompany } from './company.ts';
import { EventFeed } from './event-feed.ts';
import type { InterruptionWatch } from './interruptions.ts';
import type { Outcome } from './outcome.ts';
import { Payers } from './payers.ts';
import { receivePayments } from './paying.ts';
import type { Progress } from './progress.ts';
import { type ReceivablesFile, readReceivables } from './receivables-file.ts';
import { listDocuments, registeredOf } from './registered-documents.ts';
import { castRoles } from './roles.ts';
import { postDocuments, type RefusedRow, sendRemittance } from './sending.ts';

export interface Stage {
  apiAddress: string;
  adminKey: string;
  simulatorAddress: string;
  file: Uint8Array;
  watch: InterruptionWatch;
  progress: Progress;
}

/** Plays an ERP and its payers from the export to the last settlement. Returns what there is to judge. */
export async function play(stage: Stage): Promise<{ company: Company; outcome: Outcome }> {
  const { progress } = stage;
  const payers = new Payers(stage.simulatorAddress);
  const exportDate = laterOf(dateInSaoPaulo(new Date()), await payers.today());
  const receivables = readReceivables(stage.file, exportDate);
  progress.print(describe(receivables));

  const company = await openCompany(stage.apiAddress, stage.adminKey, payers);
  const feed = new EventFeed(company.api);
  try {
    const outcome = await collect(stage, { company, feed, payers, receivables, exportDate });
    return { company, outcome };
  } finally {
    feed.stop();
  }
}

interface Cast {
  company: Company;
  feed: EventFeed;
  payers: Payers;
  receivables: ReceivablesFile;
  exportDate: CalendarDate;
}

async function collect({ progress, watch }: Stage, cast: Cast): Promise<Outcome> {
  const { company, feed, payers, receivables, exportDate } = cast;
  const readCalls = async () => callsForDocuments((await payers.book(company.asaas.id)).calls);

  const { accepted, refused } = await postDocuments(company, receivables.rows);
  progress.print(`Documents: the API took ${accepted.length} rows and refused ${refused.length}`);
  const atStart = await readCalls();

  progress.print('Remittance (remessa):');
  await sendRemittance(company, feed, accepted, progress);
  const registered = registeredOf(await listDocuments(company, accepted));
  const roles = castRoles(registered, exportDate);
  const afterRegistration = await readCalls();

  progress.print('Amendments (desconto, acréscimo, prorrogação):');
  await amendDocuments(company, feed, roles.amended, progress);
  const afterAmendment = await readCalls();

  progress.print('Payments:');
  await receivePayments(company, feed, roles.paid, { payers, progress });
  // Nobody paid what was due on the day of the export, and the clock has gone past it.
  const late = registered.filter(({ dueDate }) => dueDate === exportDate).map(({ id }) => id);
  await waitFor(feed, late, 'document.overdue', 'overdue (vencidos)', progress);
  const afterSettlement = await readCalls();

  progress.print('A receipt in cash and a cancellation:');
  // Cash changes hands on a real day: the API takes no day in the future, which the simulator's may be.
  const paidOn = dateInSaoPaulo(new Date());
  await receiveInCash(company, feed, roles.paidInCash, { paidOn, progress });
  await cancelDocument(company, feed, roles.cancelled, progress);

  const book = await payers.book(company.asaas.id);
  const atEnd = callsForDocuments(book.calls);
  return {
    documents: await listDocuments(company, accepted),
    refused: allRefused(receivables, refused),
    events: feed.heard(),
    book,
    calls: {
      account: callsBetween(callsBetween(atStart, atEnd), book.calls),
      registration: callsBetween(atStart, afterRegistration),
      amendment: callsBetween(afterRegistration, afterAmendment),
      settlement: callsBetween(afterAmendment, afterSettlement),
      byHand: callsBetween(afterSettlement, atEnd),
    },
    amendedCount: roles.amended.length,
    paidCount: roles.paid.length,
    interruptions: watch.seen(),
  };
}

/**
 * The date the export is taken to be of. An earlier demo moved the simulator's clock, and moving it back would cheat
 * the charges that live there: so the file follows the clock, and no due date lies in Asaas' past.
 */
function laterOf(one: CalendarDate, other: CalendarDate): CalendarDate {
  return one > other ? one : other;
}

function describe({ encoding, rows, unreadable, referenceDate, shiftDays }: ReceivablesFile): string {
  const payers = new Set(rows.map(({ document }) => document.payer.taxId)).size;
  return `Export: ${rows.length + unreadable.length} rows of ${payers} payers in ${encoding}, of ${referenceDate}, all dates moved by ${shiftDays} days; ${unreadable.length} rows cannot be read`;
}

function allRefused({ unreadable }: ReceivablesFile, refused: readonly RefusedRow[]): RefusedRow[] {
  const illegible = unreadable.map(({ line, number, reason }) => ({ line, number, reasons: [reason] }));
  return [...illegible, ...refused].sort((one, other) => one.line - other.line);
}
