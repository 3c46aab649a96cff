import { z } from 'zod';
import { type AccountRow, findAccountOrThrow } from '../../db/accounts/accounts.ts';
import type { Scope } from '../../db/database.ts';
import type { DocumentRow } from '../../db/documents/documents.ts';
import { type Fitting, findFitting, type RuleTerms } from '../../db/sending-rules/fitting-documents.ts';
import { isUsable } from '../../db/sending-rules/send-by-rules.ts';
import { type CalendarDate, dateInSaoPaulo } from '../../domain/calendar.ts';
import { chargeValueCents } from '../../domain/collection-terms.ts';
import { findSendingFaults } from '../documents/sendable-documents.ts';
import { ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { date, faultAnswer, id, totals } from '../http/fields.ts';
import type { Language } from '../http/language.ts';
import { type Finding, toFault } from '../problems/faults.ts';
import { ruleTerms } from './rule-answer.ts';
import { demandFaultless, toRuleTerms } from './rule-faults.ts';

/** As many as a person reads. The counts are of all. */
const shownMax = 200;

const shownDocument = z.strictObject({
  documentId: id,
  erpId: z.string(),
  number: z.string(),
  accountId: id.nullable(),
  amountCents: z.int().meta({ description: 'What it collects: amount and addition less rebate.' }),
  dueDate: date,
});

const previewAnswer = totals
  .extend({
    sendable: totals,
    documents: z
      .array(shownDocument)
      .meta({ description: `The first ${shownMax} that would be sent, the earliest due date first.` }),
    refused: totals,
    faults: z
      .array(shownDocument.extend({ errors: z.array(faultAnswer) }))
      .meta({ description: `The first ${shownMax} that would not, each with all its faults.` }),
  })
  .meta({ id: 'SendingRulePreview' });

export const previewRule = defineRoute({
  method: 'post',
  path: '/v1/sending-rules/preview',
  operationId: 'previewSendingRule',
  tag: 'Sending rules',
  summary: 'Judge what a rule would send now, and send nothing',
  description:
    'Takes the terms of a rule, stored or not, as if it were enabled and the only one: which of the documents that were never sent would go, how many and how much, and what keeps which from going. Stores nothing and needs no Idempotency-Key.',
  roles: ['erp', 'operator', 'viewer'],
  storesNothing: true,
  body: z.strictObject(ruleTerms).meta({ id: 'SendingRuleTerms' }),
  answers: { 200: previewAnswer },
  async handle({ body, language, now }, scope) {
    const terms = toRuleTerms(body);
    await demandFaultless(scope, terms, language);
    return ok(await preview(scope, terms, dateInSaoPaulo(now()), language));
  },
});

type Preview = z.output<typeof previewAnswer>;

/** Page by page, so that any number of documents needs the memory of one page. */
async function preview(
  scope: Scope,
  terms: RuleTerms,
  today: CalendarDate,
  language: Language,
): Promise<Preview> {
  const none = () => ({ count: 0, amountCents: 0 });
  const told: Preview = { ...none(), sendable: none(), documents: [], refused: none(), faults: [] };
  const accounts = new Map<string, AccountRow>();
  for await (const fitting of fittingOf(scope, terms, today)) {
    const account = await accountOf(scope, fitting, accounts);
    const findings = findRefusals(fitting.document, account, today);
    const shown = show(fitting);
    const sendable = findings.length === 0;
    for (const total of [told, sendable ? told.sendable : told.refused]) {
      total.count += 1;
      total.amountCents += shown.amountCents;
    }
    if (sendable && told.documents.length < shownMax) told.documents.push(shown);
    if (!sendable && told.faults.length < shownMax)
      told.faults.push({ ...shown, errors: findings.map((finding) => toFault(finding, language)) });
  }
  return told;
}

const pageLength = 2_000;

/** Every document that was never sent and that the terms fit, also with a due date that is past. */
async function* fittingOf(scope: Scope, terms: RuleTerms, today: CalendarDate): AsyncGenerator<Fitting> {
  for (const due of ['ahead', 'past'] as const) {
    let page: Fitting[];
    let after: { dueDate: CalendarDate; id: string } | undefined;
    do {
      page = await findFitting(scope, [terms], { today, due, withAccount: false, after, limit: pageLength });
      yield* page;
      const last = page.at(-1)?.document;
      after = last && { dueDate: last.due_date, id: last.id };
    } while (page.length === pageLength);
  }
}

async function accountOf(
  scope: Scope,
  { accountId }: Fitting,
  known: Map<string, AccountRow>,
): Promise<AccountRow | null> {
  if (accountId === null) return null;
  const account = known.get(accountId) ?? (await findAccountOrThrow(scope, accountId));
  known.set(accountId, account);
  return account;
}

function findRefusals(document: DocumentRow, account: AccountRow | null, today: CalendarDate): Finding[] {
  if (account === null) return [{ path: [], code: 'payer_without_account' }];
  const unusable: Finding[] = isUsable(account) ? [] : [{ path: [], code: 'account_not_usable' }];
  return [...unusable, ...findSendingFaults(document, { account, today, waitingIn: new Map() })];
}

function show({ document, accountId }: Fitting): z.output<typeof shownDocument> {
  return {
    documentId: document.id,
    erpId: document.erp_id,
    number: document.number,
    accountId,
    amountCents: chargeValueCents({
      amountCents: document.amount_cents,
      additionCents: document.addition_cents,
      rebateCents: document.rebate_cents,
    }),
    dueDate: document.due_date,
  };
}
