import { findAccount } from '../../db/accounts/accounts.ts';
import type { Scope } from '../../db/database.ts';
import { findPayerById } from '../../db/payers/payers.ts';
import type { RuleTerms } from '../../db/sending-rules/fitting-documents.ts';
import type { Language } from '../http/language.ts';
import { type Finding, toFaults } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';

/** The terms of a body as columns. An absent field narrows nothing. */
export function toRuleTerms(body: {
  accountId?: string | null | undefined;
  payerId?: string | null | undefined;
  dueWithinDays?: number | null | undefined;
  amountFromCents?: number | null | undefined;
  amountToCents?: number | null | undefined;
}): RuleTerms {
  return {
    account_id: body.accountId ?? null,
    payer_id: body.payerId ?? null,
    due_within_days: body.dueWithinDays ?? null,
    amount_from_cents: body.amountFromCents ?? null,
    amount_to_cents: body.amountToCents ?? null,
  };
}

/** Throws 400 with everything that is wrong with the terms: account or payer of nobody here, amounts that cross. */
export async function demandFaultless(scope: Scope, terms: RuleTerms, language: Language): Promise<void> {
  const { account_id, payer_id, amount_from_cents: from, amount_to_cents: to } = terms;
  const findings: Finding[] = [];
  if (account_id !== null && !(await findAccount(scope, account_id)))
    findings.push({ path: ['accountId'], code: 'not_found' });
  if (payer_id !== null && !(await findPayerById(scope, payer_id)))
    findings.push({ path: ['payerId'], code: 'not_found' });
  if (from !== null && to !== null && from > to)
    findings.push({ path: ['amountFromCents'], code: 'amounts_cross' });
  if (findings.length > 0) throw new Problem('invalid_request', toFaults(findings, language));
}
