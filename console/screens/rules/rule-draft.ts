import type { Account, RuleTerms, SendingRule } from '../../client/api.ts';

/** A rule while it is written. */
export interface RuleDraft {
  name: string;
  priority: number | null;
  goesTo: 'account' | 'payer';
  accountId: string | null;
  payerId: string | null;
  dueWithinDays: number | null;
  amountFromCents: number | null;
  amountToCents: number | null;
}

/** An empty rule. A company with one account sends through it; the new rule decides after those that there are. */
export function newDraft(accounts: readonly Account[], rules: readonly SendingRule[]): RuleDraft {
  const last = Math.max(0, ...rules.map(({ priority }) => priority));
  return {
    name: '',
    priority: Math.min(1_000, last + 10),
    goesTo: 'account',
    accountId: accounts.length === 1 ? (accounts[0]?.id ?? null) : null,
    payerId: null,
    dueWithinDays: null,
    amountFromCents: null,
    amountToCents: null,
  };
}

export function draftOf(rule: SendingRule): RuleDraft {
  const { name, priority, accountId, payerId, dueWithinDays, amountFromCents, amountToCents } = rule;
  const goesTo = accountId === null ? 'payer' : 'account';
  return { name, priority, goesTo, accountId, payerId, dueWithinDays, amountFromCents, amountToCents };
}

/** The terms as the API takes them. */
export function draftTerms(draft: RuleDraft): RuleTerms {
  const { goesTo, accountId, payerId, dueWithinDays, amountFromCents, amountToCents } = draft;
  return {
    accountId: goesTo === 'payer' ? null : accountId,
    payerId,
    dueWithinDays,
    amountFromCents,
    amountToCents,
  };
}

/** What is still missing, in words; undefined when the rule can be tried and kept. */
export function draftReason(draft: RuleDraft): string | undefined {
  // Without this, a rule to no account would be one to each payer's default account.
  if (draft.goesTo === 'account' && !draft.accountId) return 'Escolha a conta corrente.';
  const { amountFromCents: from, amountToCents: to } = draft;
  if (from !== null && to !== null && from > to) return 'O valor inicial é maior que o final.';
  return undefined;
}
