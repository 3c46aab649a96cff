import { z } from 'zod';
import { findAccount } from '../../db/accounts/accounts.ts';
import type { Scope } from '../../db/database.ts';
import { addDays, type CalendarDate } from '../../domain/calendar.ts';
import { demandDocument } from '../documents/document-answer.ts';
import { demandIdOf, erpId, isOne } from '../documents/document-reference.ts';
import { accepted, ok } from '../http/answer.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import { amountCents, date, id } from '../http/fields.ts';
import { Problem } from '../problems/problem.ts';
import { askSimulator } from './ask-simulator.ts';

/**
 * Payers and time, for who tries Remessa with the simulator. These routes exist only where SIMULATOR_URL is set, and
 * only accounts of Homologação are touched.
 */

const simulatorAnswer = z
  .strictObject({ today: date.meta({ description: 'The day at the simulator, in São Paulo.' }) })
  .meta({ id: 'Simulator' });

const getSimulator = defineRoute({
  method: 'get',
  path: '/v1/simulator',
  operationId: 'getSimulator',
  tag: 'Simulator',
  summary: 'The day at the simulator',
  roles: ['erp', 'operator', 'viewer'],
  answers: { 200: simulatorAnswer },
  problems: ['asaas_unavailable'],
  async askAsaas({ simulatorUrl }) {
    const { today } = await askSimulator<Clock>(simulatorUrl, 'GET', '/clock');
    return async () => ok({ today });
  },
});

const moveClock = defineRoute({
  method: 'post',
  path: '/v1/simulator/clock',
  operationId: 'moveSimulatorClock',
  tag: 'Simulator',
  summary: 'Let days pass at the simulator',
  description:
    'Boletos are credited, charges become overdue, and Asaas tells of it as it would. The clock is one for all who use the simulator.',
  roles: ['erp', 'operator'],
  body: z.strictObject({ advanceDays: z.int().min(1).max(60) }).meta({ id: 'SimulatorClockMove' }),
  answers: { 200: simulatorAnswer },
  problems: ['asaas_unavailable'],
  async askAsaas({ simulatorUrl, body }) {
    const { today } = await askSimulator<Clock>(simulatorUrl, 'POST', '/clock', body);
    return async () => ok({ today });
  },
});

const payDocument = defineRoute({
  method: 'post',
  path: '/v1/simulator/payments',
  operationId: 'simulatePayment',
  tag: 'Simulator',
  summary: 'Let the payer pay',
  description:
    'The document hears of it by the webhook, as from Asaas. A charge takes its own amount only: another one comes as Pix to the account’s key, so as an unidentified receipt. With `daysLate` the clock goes on to that day after the due date first.',
  roles: ['erp', 'operator'],
  body: z
    .strictObject({
      documentId: id.optional(),
      erpId: erpId.optional().meta({ description: 'Your own id of the document, instead of `documentId`.' }),
      method: z.enum(['pix', 'boleto']),
      amountCents: amountCents.optional().meta({ description: 'Another amount than asked, by Pix alone.' }),
      daysLate: z.int().min(1).max(60).optional(),
    })
    .refine(({ documentId, erpId }) => isOne([documentId, erpId]), {
      params: { fault: 'either_or', values: { choices: 'documentId, erpId' } },
    })
    .meta({ id: 'SimulatedPayment' }),
  answers: {
    202: z
      .strictObject({
        chargeId: z
          .string()
          .meta({ description: 'The charge that took the money; a new one for another amount.' }),
        today: date,
      })
      .meta({ id: 'SimulatedPaymentAnswer' }),
  },
  problems: ['not_found', 'erp_id_unknown', 'cannot_be_paid', 'asaas_unavailable'],
  async askAsaas({ simulatorUrl, body, inScope }) {
    const { method, amountCents: valueCents, daysLate } = body;
    const { chargeId, dueDate } = await inScope((scope) => demandPayable(scope, body));
    if (daysLate !== undefined) await passDueDate(simulatorUrl, dueDate, daysLate);
    const { payments } = await askSimulator<{ payments: { id: string }[] }>(
      simulatorUrl,
      'POST',
      `/charges/${encodeURIComponent(chargeId)}/pay`,
      { method, ...(valueCents !== undefined && { valueCents }) },
    );
    const { today } = await askSimulator<Clock>(simulatorUrl, 'GET', '/clock');
    return async () => accepted({ chargeId: payments[0]?.id ?? chargeId, today });
  },
});

export const simulatorRoutes: readonly Route[] = [getSimulator, moveClock, payDocument];

interface Clock {
  today: CalendarDate;
}

/** A document by our id or the ERP's own: exactly one of them is there. */
interface Named {
  documentId?: string | undefined;
  erpId?: string | undefined;
}

/** The document's charge at the simulator. Throws 409 where it has none, or where it is Produção's. */
async function demandPayable(scope: Scope, { documentId = '', erpId }: Named) {
  const {
    charge_id: chargeId,
    account_id: accountId,
    due_date: dueDate,
  } = await demandDocument(scope, erpId === undefined ? documentId : await demandIdOf(scope, erpId));
  const account = accountId === null ? undefined : await findAccount(scope, accountId);
  if (chargeId !== null && account?.environment === 'sandbox') return { chargeId, dueDate };
  const why = {
    en: 'It has no charge in Homologação yet: send it first.',
    'pt-BR': 'Ele ainda não tem cobrança em Homologação: envie-o antes.',
  };
  throw new Problem('cannot_be_paid', { values: { why } });
}

/** Moves the clock on to a day after the due date. A clock that is there or beyond stays. */
async function passDueDate(
  simulatorUrl: string | null,
  dueDate: CalendarDate,
  daysLate: number,
): Promise<void> {
  const day = addDays(dueDate, daysLate);
  const { today } = await askSimulator<Clock>(simulatorUrl, 'GET', '/clock');
  if (today >= day) return;
  await askSimulator(simulatorUrl, 'POST', '/clock', { now: `${day}T12:00:00-03:00` });
}
