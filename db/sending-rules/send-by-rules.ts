import type { CalendarDate } from '../../domain/calendar.ts';
import { missingFeatures } from '../../domain/licence.ts';
import { findTermFaults } from '../../domain/term-faults.ts';
import { findFeatures } from '../access/tenants.ts';
import { type AccountRow, findAccountOrThrow } from '../accounts/accounts.ts';
import type { Scope } from '../database.ts';
import { termsOf } from '../documents/documents.ts';
import { sendDocuments } from '../remittances/send-documents.ts';
import { type Fitting, findFitting, lockNeverSent } from './fitting-documents.ts';
import { holdEnabledRules, type SendingRuleRow } from './sending-rules.ts';

export interface RuleSending {
  tenantId: string;
  today: CalendarDate;
  /** Only documents that go to this account. */
  accountId?: string | undefined;
  /** Only these documents. */
  documentIds?: readonly string[] | undefined;
  after?: RulePlace | undefined;
}

type RulePlace = { dueDate: CalendarDate; id: string };

export interface SentByRules {
  /** The remittance of each document that was sent. */
  remittanceOf: Map<string, string>;
  /** Where to go on. Null: every document was looked at. */
  next: RulePlace | null;
}

/** As many as one remittance takes. */
const documentsMax = 10_000;

/**
 * Sends the documents that were never sent and that an enabled rule fits: one remittance for each rule and account. What
 * cannot be sent now (its account is disabled or its key refused, its terms are at fault) stays and is tried again.
 * Several processes may run this at once, beside people who send: each document is locked before it is judged, so it is
 * sent once.
 */
export async function sendByRules(scope: Scope, sending: RuleSending): Promise<SentByRules> {
  const { tenantId, today, accountId, documentIds, after } = sending;
  const nothing = { remittanceOf: new Map<string, string>(), next: null };
  const rules = await holdEnabledRules(scope);
  if (rules.length === 0) return nothing;
  if (missingFeatures(await findFeatures(scope, tenantId)).length > 0) return nothing;
  const which = { today, due: 'ahead', withAccount: true, accountId, limit: documentsMax } as const;
  const found = await findFitting(scope, rules, { ...which, documentIds, after });
  const locked = await lockNeverSent(
    scope,
    found.map(({ document }) => document.id),
  );
  // Read again: before the lock somebody may have amended a document.
  const fitting = locked.length > 0 ? await findFitting(scope, rules, { ...which, documentIds: locked }) : [];
  const remittanceOf = await sendFitting(scope, { tenantId, today, rules, fitting });
  const last = found.length === documentsMax ? found.at(-1)?.document : undefined;
  return { remittanceOf, next: last ? { dueDate: last.due_date, id: last.id } : null };
}

interface FittingSending {
  tenantId: string;
  today: CalendarDate;
  rules: readonly SendingRuleRow[];
  fitting: readonly Fitting[];
}

async function sendFitting(
  scope: Scope,
  { tenantId, today, rules, fitting }: FittingSending,
): Promise<Map<string, string>> {
  const remittanceOf = new Map<string, string>();
  for (const group of groupsOf(fitting)) {
    const account = await findAccountOrThrow(scope, group.accountId);
    const documentIds = group.fitting
      .filter(({ document }) => isSendable(document, account, today))
      .map(({ document }) => document.id);
    const rule = rules[group.rule];
    if (!rule || documentIds.length === 0 || !isUsable(account)) continue;
    const actor = `rule:${rule.name}`;
    const { id } = await sendDocuments(scope, { tenantId, accountId: account.id, documentIds, actor, rule });
    for (const documentId of documentIds) remittanceOf.set(documentId, id);
  }
  return remittanceOf;
}

interface Group {
  rule: number;
  accountId: string;
  fitting: Fitting[];
}

/** One group for each rule and account, in the order of their first documents. */
function groupsOf(fitting: readonly Fitting[]): Group[] {
  const groups = new Map<string, Group>();
  for (const each of fitting) {
    const { rule, accountId } = each;
    if (accountId === null) continue;
    const key = `${rule} ${accountId}`;
    const group = groups.get(key) ?? { rule, accountId, fitting: [] };
    group.fitting.push(each);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Whether something can be sent with the account now. */
export function isUsable(account: AccountRow): boolean {
  return account.disabled_at === null && account.key_status === 'accepted';
}

function isSendable(document: Fitting['document'], account: AccountRow, today: CalendarDate): boolean {
  const terms = termsOf(document, account.settings);
  return findTermFaults(terms, { today, dueDateIsNew: true }).length === 0;
}
