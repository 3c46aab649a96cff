import { z } from 'zod';
import {
  type Days,
  type Figure,
  findDocumentFigures,
  findReceivedByDay,
  findTimeToSettle,
  type Received,
} from '../../db/summary/summary.ts';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import { documentStatuses } from '../../domain/document-status.ts';
import { ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { date, id } from '../http/fields.ts';

const bucket = (of: string) =>
  z.strictObject({
    fromDays: z
      .int()
      .nullable()
      .meta({ description: `Days ${of}; null: however few.` }),
    toDays: z.int().nullable().meta({ description: 'The last day, included; null: without end.' }),
    count: z.int(),
    amountCents: z.int(),
  });

const received = { count: z.int(), grossCents: z.int(), feeCents: z.int(), netCents: z.int() };

const daysToSettle = z.number().nullable();

const summaryAnswer = z
  .strictObject({
    today: date.meta({ description: 'In São Paulo.' }),
    byStatus: z.array(
      z.strictObject({ status: z.enum(documentStatuses), count: z.int(), amountCents: z.int() }),
    ),
    overdue: z
      .array(bucket('since the due date'))
      .meta({ description: 'The aging of overdue documents; it adds up to their status.' }),
    comingDue: z.array(bucket('until the due date')).meta({
      description: 'What registered documents will bring, by due date; it adds up to their status.',
    }),
    receivedToday: z
      .strictObject(received)
      .meta({ description: 'By the day on which payers paid, less what was undone or given back today.' }),
    receivedByDay: z
      .array(z.strictObject({ date, ...received }))
      .meta({ description: 'The same of the last seven days, the oldest first; the last one is today.' }),
    timeToSettle: z
      .strictObject({ count: z.int(), averageDays: daysToSettle, medianDays: daysToSettle })
      .meta({ description: 'From registration to settlement, of documents settled in the last 30 days.' }),
  })
  .meta({ id: 'Summary' });

const overdueSince: Days[] = [
  { from: null, to: 30 },
  { from: 31, to: 60 },
  { from: 61, to: 90 },
  { from: 91, to: null },
];

const dueIn: Days[] = [
  { from: null, to: 0 },
  { from: 1, to: 7 },
  { from: 8, to: 15 },
  { from: 16, to: 30 },
  { from: 31, to: null },
];

const receivedDays = 7;

const dayMs = 86_400_000;
const daySeconds = 86_400;

const readSummary = defineRoute({
  method: 'get',
  path: '/v1/summary',
  operationId: 'getSummary',
  tag: 'Summary',
  summary: 'Read how the receivables stand: by status, by age, what came today, how long it takes',
  description:
    'Amounts are amount and addition, less the rebate, as the totals of the documents’ list add them up, of one moment. Every figure is exact.',
  roles: ['erp', 'operator', 'viewer'],
  query: z.strictObject({ accountId: id.optional() }),
  answers: { 200: summaryAnswer },
  async handle({ query: { accountId }, now }, scope) {
    const today = dateInSaoPaulo(now());
    const asked = { accountId, today, overdueSince, dueIn };
    const { byStatus, overdue, due } = await findDocumentFigures(scope, asked);
    const days = Array.from({ length: receivedDays }, (_, at) => addDays(today, at + 1 - receivedDays));
    const receivedOn = await findReceivedByDay(scope, accountId, { from: days[0] ?? today, to: today });
    const lastMonth = new Date(now().getTime() - 30 * dayMs);
    const { count, averageSeconds, medianSeconds } = await findTimeToSettle(scope, accountId, lastMonth);
    return ok({
      today,
      byStatus: documentStatuses.map((status) => ({ status, ...(byStatus.get(status) ?? nothing) })),
      overdue: overdueSince.map((days, at) => toBucket(days, overdue[at])),
      comingDue: dueIn.map((days, at) => toBucket(days, due[at])),
      receivedToday: receivedOn.get(today) ?? nothingReceived,
      receivedByDay: days.map((day) => ({ date: day, ...(receivedOn.get(day) ?? nothingReceived) })),
      timeToSettle: { count, averageDays: toDays(averageSeconds), medianDays: toDays(medianSeconds) },
    });
  },
});

export const summaryRoutes = [readSummary];

const nothing: Figure = { count: 0, amountCents: 0 };
const nothingReceived: Received = { count: 0, grossCents: 0, feeCents: 0, netCents: 0 };

function toBucket({ from, to }: Days, figure: Figure = nothing) {
  return { fromDays: from, toDays: to, ...figure };
}

/** With two decimals: a quarter of an hour. */
function toDays(seconds: number | null): number | null {
  return seconds === null ? null : Math.round((seconds / daySeconds) * 100) / 100;
}
