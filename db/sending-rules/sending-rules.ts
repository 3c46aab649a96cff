import { type Insertable, type Selectable, sql } from 'kysely';
import type { Scope } from '../database.ts';
import type { SendingRuleTable } from '../tables/sending-rules.ts';

export type SendingRuleRow = Selectable<SendingRuleTable>;

/** The columns of a rule that a person decides. */
export type RuleWish = Omit<
  Insertable<SendingRuleTable>,
  'id' | 'tenant_id' | 'version' | 'created_at' | 'updated_at' | 'removed_at'
>;

export function insertRule(
  scope: Scope,
  rule: RuleWish & { id: string; tenant_id: string },
): Promise<SendingRuleRow> {
  return scope.insertInto('sending_rules').values(rule).returningAll().executeTakeFirstOrThrow();
}

/** A tenant's rule; undefined when it was removed or never existed. */
export function findRule(scope: Scope, ruleId: string): Promise<SendingRuleRow | undefined> {
  return present(scope).where('id', '=', ruleId).executeTakeFirst();
}

/** The same, locked against other changes until the transaction ends. It waits until nobody sends by the rule. */
export function lockRule(scope: Scope, ruleId: string): Promise<SendingRuleRow | undefined> {
  return present(scope).where('id', '=', ruleId).forUpdate().executeTakeFirst();
}

/** Rules in the order in which they decide, after `place`. */
export function findRules(
  scope: Scope,
  page: { place: { priority: number; id: string } | null; limit: number },
): Promise<SendingRuleRow[]> {
  const { place } = page;
  return present(scope)
    .$if(place !== null, (query) =>
      query.where(sql<boolean>`(priority, id) > (${place?.priority}::int, ${place?.id}::uuid)`),
    )
    .orderBy('priority')
    .orderBy('id')
    .limit(page.limit)
    .execute();
}

/** How many rules the tenant has. */
export async function countRules(scope: Scope): Promise<number> {
  const { count } = await scope
    .selectFrom('sending_rules')
    .select(sql<number>`count(*)`.as('count'))
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/**
 * The enabled rules, in the order in which they decide. Nobody can change one until the transaction ends: who disabled
 * a rule sees nothing sent by it afterwards.
 */
export function holdEnabledRules(scope: Scope): Promise<SendingRuleRow[]> {
  return present(scope).where('enabled', '=', true).orderBy('priority').orderBy('id').forShare().execute();
}

/** Changes a locked rule and counts its version up. */
export function updateRule(
  scope: Scope,
  ruleId: string,
  changes: Partial<RuleWish>,
): Promise<SendingRuleRow> {
  return scope
    .updateTable('sending_rules')
    .set({ ...changes, version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', ruleId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Removes a locked rule from every list. Its row stays, because remittances name it. */
export async function removeRule(scope: Scope, ruleId: string): Promise<void> {
  await scope
    .updateTable('sending_rules')
    .set({ enabled: false, removed_at: sql`now()`, updated_at: sql`now()` })
    .where('id', '=', ruleId)
    .execute();
}

function present(scope: Scope) {
  return scope.selectFrom('sending_rules').selectAll().where('removed_at', 'is', null);
}
