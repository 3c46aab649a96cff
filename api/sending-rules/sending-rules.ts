import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { type Audited, keepAudit, keepChange } from '../../db/audit/keep-audit.ts';
import {
  countRules,
  findRules,
  insertRule,
  removeRule,
  type SendingRuleRow,
  updateRule,
} from '../../db/sending-rules/sending-rules.ts';
import { createdAtVersion, ok, okAtVersion } from '../http/answer.ts';
import type { Caller } from '../http/authenticate.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId, id } from '../http/fields.ts';
import { demandVersion } from '../http/if-match.ts';
import { pageOf, pageQuery, readCursor, toPage } from '../http/pages.ts';
import { Problem } from '../problems/problem.ts';
import { previewRule } from './preview-rule.ts';
import {
  configurationOf,
  demandLockedRule,
  demandRule,
  priority,
  ruleAnswer,
  ruleName,
  ruleTerms,
  toRuleAnswer,
} from './rule-answer.ts';
import { ruleFile } from './rule-columns.ts';
import { demandFaultless, toRuleTerms } from './rule-faults.ts';

const tag = 'Sending rules';
const readers = ['erp', 'operator', 'viewer'] as const;
const writers = ['erp', 'operator'] as const;

/** More rules per company are probably a mistake, and every entry of documents looks at all of them. */
const rulesMax = 100;

const createRule = defineRoute({
  method: 'post',
  path: '/v1/sending-rules',
  operationId: 'createSendingRule',
  tag,
  summary: 'Have documents sent by themselves',
  description:
    'Off unless `enabled`. An enabled rule sends what it fits: a document as it is entered, and what was entered before or comes into the period of `dueWithinDays` with the next look at its account: within minutes, or an hour where `webhook.status` is manual. It sends as `POST /v1/remittances` does, and a document once only: what was rejected or cancelled is left to a person. Ask `POST /v1/sending-rules/preview` first.',
  roles: writers,
  collects: true,
  body: z
    .strictObject({
      name: ruleName,
      enabled: z.boolean().default(false),
      priority: priority.default(100),
      ...ruleTerms,
    })
    .meta({ id: 'NewSendingRule' }),
  answers: { 201: ruleAnswer },
  answersVersion: true,
  problems: ['too_many_rules'],
  async handle({ body, caller, language }, scope) {
    if ((await countRules(scope)) >= rulesMax)
      throw new Problem('too_many_rules', { values: { limit: rulesMax } });
    const terms = toRuleTerms(body);
    await demandFaultless(scope, terms, language);
    const { name, enabled, priority } = body;
    const owner = { id: uuid(), tenant_id: caller.tenantId };
    const row = await insertRule(scope, { ...owner, name, enabled, priority, ...terms });
    await keepAudit(scope, audited(caller, row, 'created'), { after: configurationOf(row) });
    return createdAtVersion(toRuleAnswer(row), row.version);
  },
});

const listRules = defineRoute({
  method: 'get',
  path: '/v1/sending-rules',
  operationId: 'listSendingRules',
  tag,
  summary: 'List rules, in the order in which they decide',
  roles: readers,
  query: z.strictObject(pageQuery),
  answers: { 200: pageOf(ruleAnswer) },
  exportsAs: ruleFile,
  async handle({ query: { limit, cursor }, language }, scope) {
    const read = readCursor(cursor, z.tuple([z.int32(), id]), language);
    const place = read && { priority: read[0], id: read[1] };
    const rows = await findRules(scope, { place, limit: limit + 1 });
    return ok(toPage(rows, limit, toRuleAnswer, (row) => [row.priority, row.id]));
  },
});

const readRule = defineRoute({
  method: 'get',
  path: '/v1/sending-rules/{id}',
  operationId: 'getSendingRule',
  tag,
  summary: 'Read a rule',
  roles: readers,
  params: byId,
  answers: { 200: ruleAnswer },
  answersVersion: true,
  async handle({ params }, scope) {
    const row = await demandRule(scope, params.id);
    return okAtVersion(toRuleAnswer(row), row.version);
  },
});

const changeRule = defineRoute({
  method: 'patch',
  path: '/v1/sending-rules/{id}',
  operationId: 'changeSendingRule',
  tag,
  summary: 'Change a rule, or switch it on or off',
  description:
    'What is left out stays; null narrows no more. What it sent stays sent. After the answer to `enabled: false` nothing more is sent by it.',
  roles: writers,
  takesIfMatch: true,
  answersVersion: true,
  params: byId,
  body: z
    .strictObject({
      name: ruleName.optional(),
      enabled: z.boolean().optional(),
      priority: priority.optional(),
      ...ruleTerms,
    })
    .meta({ id: 'SendingRuleChanges' }),
  answers: { 200: ruleAnswer },
  async handle({ params, body, ifMatch, caller, language }, scope) {
    const before = await demandLockedRule(scope, params.id);
    demandVersion(ifMatch, before.version);
    const { name, enabled, priority, ...terms } = { ...configurationOf(before), ...withoutGaps(body) };
    const columns = toRuleTerms(terms);
    await demandFaultless(scope, columns, language);
    const after = await updateRule(scope, before.id, { name, enabled, priority, ...columns });
    await keepChange(
      scope,
      audited(caller, after, 'changed'),
      configurationOf(before),
      configurationOf(after),
    );
    return okAtVersion(toRuleAnswer(after), after.version);
  },
});

const deleteRule = defineRoute({
  method: 'delete',
  path: '/v1/sending-rules/{id}',
  operationId: 'deleteSendingRule',
  tag,
  summary: 'Remove a rule: it sends nothing more',
  roles: writers,
  takesIfMatch: true,
  answersVersion: true,
  params: byId,
  answers: { 200: ruleAnswer },
  async handle({ params, ifMatch, caller }, scope) {
    const row = await demandLockedRule(scope, params.id);
    demandVersion(ifMatch, row.version);
    await removeRule(scope, row.id);
    await keepAudit(scope, audited(caller, row, 'removed'), { before: configurationOf(row) });
    return okAtVersion(toRuleAnswer({ ...row, enabled: false }), row.version);
  },
});

export const sendingRuleRoutes = [createRule, listRules, previewRule, readRule, changeRule, deleteRule];

function audited(
  { tenantId, actor }: Caller,
  { id: resourceId }: SendingRuleRow,
  done: 'created' | 'changed' | 'removed',
): Audited {
  return { tenantId, actor, action: `sending_rule.${done}`, resourceId };
}

/** Without this, a field that was left out would overwrite what the rule has. */
function withoutGaps<T extends object>(body: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
