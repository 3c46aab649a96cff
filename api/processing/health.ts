import { z } from 'zod';
import { type AccountHealth, findAccountHealth } from '../../db/processing/account-health.ts';
import { findWaitingMessages } from '../../db/processing/waiting-messages.ts';
import { findBeats } from '../../db/processing/worker-beats.ts';
import {
  isAlive,
  quotaStateOf,
  reconciliationStateOf,
  relayStateOf,
  type WaitingMessages,
  type WorkerBeat,
  workerStateOf,
} from '../../domain/processing-health.ts';
import { ceilingOf } from '../../domain/request-quota.ts';
import { accountAnswer } from '../accounts/account-answer.ts';
import type { Dependencies } from '../dependencies.ts';
import { ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { id, instant } from '../http/fields.ts';
import type { Language } from '../http/language.ts';
import { quotaWords, reconciliationWords, relayWords, tell, workerWords } from './health-words.ts';

/** What it means and what to do, in the caller's language. No cure: nothing is wrong. */
const told = { words: z.string(), cure: z.string().nullable() };

const { keyStatus, webhook } = accountAnswer.shape;

const healthAnswer = z
  .strictObject({
    workers: z.strictObject({
      state: z.enum(['working', 'idle', 'silent']),
      count: z.int().meta({ description: 'Workers that said within half a minute that they live.' }),
      lastSeenAt: instant
        .nullable()
        .meta({ description: 'When the last one said so; null: none did in the last day.' }),
      ...told,
    }),
    relay: z
      .strictObject({
        state: z.enum(['working', 'late', 'silent']),
        waiting: z.int().meta({ description: 'Messages of the company that no workflow has got yet.' }),
        oldestAt: instant.nullable().meta({ description: 'When the oldest of them was left.' }),
        ...told,
      })
      .meta({ description: 'What brings wishes and Asaas’ news to the workflows of the documents.' }),
    accounts: z
      .array(
        z.strictObject({
          accountId: id,
          name: z.string(),
          keyStatus,
          webhook: z.strictObject({ status: webhook.shape.status, cause: webhook.shape.cause }),
          quota: z
            .strictObject({
              state: z.enum(['plenty', 'settling', 'used_up']),
              used: z.int(),
              limit: z.int(),
              windowEndsAt: instant.nullable().meta({ description: 'Null: no window is open.' }),
              ...told,
            })
            .meta({ description: 'Calls to Asaas that the account made in its window, by all processes.' }),
          reconciliation: z
            .strictObject({ state: z.enum(['done', 'old', 'none']), doneAt: instant.nullable(), ...told })
            .meta({ description: 'The daily comparison with Asaas.' }),
        }),
      )
      .meta({ description: 'Those in use.' }),
  })
  .meta({ id: 'Health' });

const readHealth = defineRoute({
  method: 'get',
  path: '/v1/health',
  operationId: 'getProcessingHealth',
  tag: 'Summary',
  summary:
    'Read whether documents are being worked on: workers, relay, and each account’s key, webhook and quota',
  description: 'For people. Whether this process can take calls says `GET /readyz`, without a key.',
  roles: ['erp', 'operator', 'viewer'],
  answers: { 200: healthAnswer },
  async handleInSteps({ inScope, quota, now, language }) {
    const found = await inScope(async (scope) => ({
      beats: await findBeats(scope),
      waiting: await findWaitingMessages(scope),
      accounts: await findAccountHealth(scope),
    }));
    const asked = { quota, now: now(), language };
    return ok({
      workers: toWorkers(found.beats, asked),
      relay: toRelay(found.beats, found.waiting, asked),
      accounts: await Promise.all(found.accounts.map((account) => toAccount(account, asked))),
    });
  },
});

export const processingHealthRoutes = [readHealth];

interface Asked {
  quota: Dependencies['quota'];
  now: Date;
  language: Language;
}

function toWorkers(beats: readonly WorkerBeat[], { now, language }: Asked) {
  const state = workerStateOf(beats);
  return {
    state,
    count: beats.filter(isAlive).length,
    lastSeenAt: ago(beats[0]?.ageMs ?? null, now),
    ...tell(workerWords, state, language),
  };
}

function toRelay(beats: readonly WorkerBeat[], waiting: WaitingMessages, { now, language }: Asked) {
  const state = relayStateOf(beats, waiting);
  return {
    state,
    waiting: waiting.count,
    oldestAt: ago(waiting.oldestAgeMs, now),
    ...tell(relayWords, state, language),
  };
}

async function toAccount(account: AccountHealth, { quota, now, language }: Asked) {
  const { used, windowEndsAtMs } = await quota.usage(account.id);
  const state = quotaStateOf(used, {
    register: ceilingOf('register', quota.quota),
    settle: ceilingOf('settle', quota.quota),
  });
  const reconciliation = reconciliationStateOf(account.done_at, now);
  return {
    accountId: account.id,
    name: account.name,
    keyStatus: account.key_status,
    webhook: { status: account.webhook_status, cause: account.webhook_cause },
    quota: {
      state,
      used,
      limit: quota.quota.requests,
      windowEndsAt: windowEndsAtMs === null ? null : new Date(windowEndsAtMs).toISOString(),
      ...tell(quotaWords, state, language),
    },
    reconciliation: {
      state: reconciliation,
      doneAt: account.done_at?.toISOString() ?? null,
      ...tell(reconciliationWords, reconciliation, language),
    },
  };
}

function ago(ms: number | null, now: Date): string | null {
  return ms === null ? null : new Date(now.getTime() - ms).toISOString();
}
