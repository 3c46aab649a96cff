import { z } from 'zod';
import { isBankDay } from '../../asaas/bank-days.ts';
import { findKnownFees, findOpenFigures, findPaidFigures } from '../../db/summary/forecast.ts';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import { firstDueInTime, forecastOf, lastDueCreditedBy } from '../../domain/forecast.ts';
import { ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { date, id } from '../http/fields.ts';

const figure = { count: z.int(), amountCents: z.int() };

const sum = {
  ...figure,
  expectedFeeCents: z.int().nullable().meta({
    description:
      'What Asaas took on average for the last hundred receipts of each account, times the documents. Null while one of the accounts has none.',
  }),
  netCents: z.int().nullable().meta({ description: 'Amount less expected fee; null with it.' }),
};

const paid = z.strictObject(figure).meta({
  description:
    'Paid, and not in the account yet: `GET /v1/documents?status=paid`, by `creditFrom` and `creditTo`.',
});

const forecastAnswer = z
  .strictObject({
    today: date.meta({ description: 'In São Paulo.' }),
    days: z
      .array(
        z.strictObject({
          date,
          ...sum,
          open: z
            .strictObject({ dueFrom: date, dueTo: date, ...figure })
            .nullable()
            .meta({
              description:
                'Open documents of these due dates: `GET /v1/documents?status=registered,overdue`. Null: no due date is credited on this day.',
            }),
          paid,
        }),
      )
      .meta({
        description:
          'Every day of the calendar, today first. Paid documents whose day has passed are expected today.',
      }),
    late: z.strictObject({ dueTo: date, ...figure }).meta({
      description:
        'Open documents of these due dates and earlier. Nobody knows when they come, so no day has them.',
    }),
    later: z
      .strictObject({ ...sum, open: z.strictObject({ dueFrom: date, ...figure }), paid })
      .meta({ description: 'What is credited after the last day.' }),
    accounts: z
      .array(
        z.strictObject({
          accountId: id,
          ...sum,
          feePerReceiptCents: z.int().nullable(),
          open: z.strictObject(figure),
          paid: z.strictObject(figure),
          late: z.strictObject(figure),
        }),
      )
      .meta({ description: 'Days and `later` together, by account; and what is late there.' }),
  })
  .meta({ id: 'Forecast' });

const readForecast = defineRoute({
  method: 'get',
  path: '/v1/forecast',
  operationId: 'getForecast',
  tag: 'Summary',
  summary: 'Read which money is expected on which day',
  description:
    'Open documents are expected as if they were paid on their due date, which for a day without banks is the next bank day; a slip is credited one bank day later. Paid documents are expected when Asaas said that they are credited. Amounts are amount and addition, less the rebate: without discount, fine and interest.',
  roles: ['erp', 'operator', 'viewer'],
  query: z.strictObject({
    accountId: id.optional(),
    days: z.coerce.number().int().min(1).max(90).default(30),
  }),
  answers: { 200: forecastAnswer },
  async handle({ query: { accountId, days }, now }, scope) {
    const today = dateInSaoPaulo(now());
    const dueFrom = firstDueInTime(today, isBankDay);
    const dueTo = lastDueCreditedBy(addDays(today, days - 1), isBankDay);
    const open = await findOpenFigures(scope, { accountId, dueFrom, dueTo });
    const credited = await findPaidFigures(scope, accountId);
    const accountIds = new Set([...open, ...credited].map((each) => each.accountId));
    const fees = await findKnownFees(scope, [...accountIds]);
    return ok({ today, ...forecastOf({ open, paid: credited, fees }, { today, days, isBankDay }) });
  },
});

export const forecastRoutes = [readForecast];
