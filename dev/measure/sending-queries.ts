import type { Scope } from '../../db/database.ts';
import { findDocumentsThatFit, findDocumentTotals } from '../../db/documents/document-list.ts';
import { findRemittanceCounts } from '../../db/remittances/remittance-counts.ts';
import { findItems, findRemittances, findWaitingRemittances } from '../../db/remittances/remittances.ts';
import { findFitting } from '../../db/sending-rules/fitting-documents.ts';
import { addDays } from '../../domain/calendar.ts';
import { type ListQuery, queriesOf, type Sample } from './list-query.ts';

const limit = 51;

/** Remittances, and what the next one would take. */
export function sendingQueries(sample: Sample): ListQuery[] {
  const { accountId, remittanceId, ruleId } = sample;
  return [
    ...queriesOf('listRemittances', [
      { name: 'remittances', run: (scope) => readRemittances(scope, {}) },
      { name: 'remittances of an account', run: (scope) => readRemittances(scope, { accountId }) },
      {
        name: 'remittances of a rule',
        run: (scope) => readRemittances(scope, { sendingRuleId: ruleId }),
      },
    ]),
    ...queriesOf('listRemittanceItems', [
      {
        name: 'a remittance: its documents',
        run: (scope) => findItems(scope, remittanceId, {}, { afterPosition: 0, limit }),
      },
      {
        name: 'a remittance: its refused documents',
        run: (scope) => findItems(scope, remittanceId, { outcome: 'rejected' }, { afterPosition: 0, limit }),
      },
    ]),
    ...queriesOf('previewRemittance', [
      { name: 'preview of a remittance', run: (scope) => previewRemittance(scope, sample, {}) },
      {
        name: 'preview of a remittance, search',
        run: (scope) => previewRemittance(scope, sample, { q: 'araujo' }),
      },
    ]),
    ...queriesOf('previewSendingRule', [
      { name: 'preview of a rule', run: (scope) => previewRule(scope, sample, null) },
      { name: 'preview of a rule for a payer', run: (scope) => previewRule(scope, sample, sample.payerId) },
    ]),
  ];
}

async function readRemittances(
  scope: Scope,
  filter: { accountId?: string; sendingRuleId?: string },
): Promise<void> {
  const rows = await findRemittances(scope, { ...filter, beforeId: null, limit });
  await findRemittanceCounts(
    scope,
    rows.map(({ id }) => id),
  );
}

/** Documents that may be sent and those whose due date is past, as the preview splits them. */
async function previewRemittance(scope: Scope, { today }: Sample, search: { q?: string }): Promise<void> {
  const filter = { statuses: ['pending'] as const, ...search };
  const late = { ...filter, dueTo: addDays(today, -1) };
  const page = { limit: 10_001, locked: false };
  const rows = await findDocumentsThatFit(scope, { ...filter, dueFrom: today }, page);
  await findWaitingRemittances(
    scope,
    rows.map(({ id }) => id),
  );
  await findDocumentTotals(scope, late);
  await findDocumentsThatFit(scope, late, { limit: 200, locked: false });
}

async function previewRule(
  scope: Scope,
  { today, accountId }: Sample,
  payerId: string | null,
): Promise<void> {
  const terms = {
    account_id: accountId,
    payer_id: payerId,
    due_within_days: null,
    amount_from_cents: null,
    amount_to_cents: null,
  };
  for (const due of ['ahead', 'past'] as const)
    await findFitting(scope, [terms], { today, due, withAccount: false, limit: 2_000 });
}
