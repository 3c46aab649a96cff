import { randomUUID } from 'node:crypto';
import { accountEntry, type Company, openCompany } from '../demo/company.ts';
import { exchange } from '../demo/http-json.ts';
import { Payers } from '../demo/payers.ts';
import { answerOf } from '../demo/public-api.ts';
import type { PublishedStack } from '../stack/stack.ts';
import { companyKeys, describe, startPolls, timeEach } from './doors.ts';

const slowCalls = 12;
/** Below the twenty seconds after which an answer of Asaas is given up. */
const slowAnswerMs = 15_000;
const polls = 1_000;
const calls = 200;

/**
 * How long the calls and webhooks of one company take while `verify` of another meets an Asaas that answers after
 * fifteen seconds, twelve at a time, and a thousand polls of a third wait for events. Returns a table.
 */
export async function measureThreeCompanies(
  { addresses, keys }: PublishedStack,
  log: (line: string) => void,
): Promise<string> {
  const { api, simulator = '' } = addresses;
  const payers = new Payers(simulator);
  const company = await openCompany(api, keys.admin, payers);
  const send = await webhookSender(company, simulator, payers);
  const measured = async () => [
    describe(await timeEach(calls, () => fetch(`${api}/v1/documents`, authorized(company.key)))),
    describe(await timeEach(calls, send)),
  ];
  const alone = await measured();
  log(`Calling beside ${slowCalls} slow calls of a company and ${polls} polls of another ...`);
  const pollers = (
    await Promise.all(Array.from({ length: 50 }, () => companyKeys(api, keys.admin, 4)))
  ).flat();
  const crowd = startPolls(api, pollers, polls);
  await crowd.settled;
  const slow = await slowVerifies(await openCompany(api, keys.admin, payers), api, simulator);
  const beside = await measured();
  const { waiting } = crowd.leave();
  const answered = await slow.end();
  return [
    `| ${calls} times, one after the other | median | p99 |`,
    '| --- | --- | --- |',
    `| a list, alone | ${alone[0]} |`,
    `| a webhook of Asaas, alone | ${alone[1]} |`,
    `| a list, beside ${slowCalls} slow verifies and ${waiting} polls | ${beside[0]} |`,
    `| a webhook of Asaas, beside the same | ${beside[1]} |`,
    '',
    `The slow calls were answered ${answered.join(', ')}.`,
  ].join('\n');
}

function authorized(key: string) {
  return { headers: { authorization: `Bearer ${key}` } };
}

/** Sends an event as Asaas would, to an account whose webhook a person must paste, so that its token is known. */
async function webhookSender({ api }: Company, simulator: string, payers: Payers) {
  const asaas = await payers.openAccount('Medida', '12345678000195');
  const rule = { method: '*', path: '/v3/webhooks', accountId: asaas.id, html403: 'empty' };
  await exchange({ method: 'PUT', url: `${simulator}/control/faults`, body: { rules: [rule] } });
  const { webhook } = await answerOf(api.POST('/v1/accounts', { body: accountEntry(asaas) }));
  return () =>
    fetch(webhook.url, {
      method: 'POST',
      headers: { 'asaas-access-token': webhook.token ?? '', 'content-type': 'application/json' },
      body: JSON.stringify({
        id: `evt_${randomUUID()}`,
        event: 'PAYMENT_BANK_SLIP_VIEWED',
        payment: { id: `pay_${randomUUID()}` },
      }),
    });
}

/** Keeps twelve `verify` under way until it ends. Then returns the statuses that they were answered. */
async function slowVerifies({ accountId, asaas, key }: Company, api: string, simulator: string) {
  const rule = { method: '*', path: '/v3/**', accountId: asaas.id, delayAnswerMs: slowAnswerMs };
  await exchange({ method: 'PUT', url: `${simulator}/control/faults`, body: { rules: [rule] } });
  const statuses = new Set<number>();
  let isOver = false;
  const verify = async () => {
    while (!isOver) {
      const response = await fetch(`${api}/v1/accounts/${accountId}/verify`, {
        method: 'POST',
        headers: { ...authorized(key).headers, 'idempotency-key': randomUUID() },
      });
      await response.text();
      statuses.add(response.status);
    }
  };
  const running = Array.from({ length: slowCalls }, verify);
  return {
    async end(): Promise<number[]> {
      isOver = true;
      await Promise.all(running);
      return [...statuses];
    },
  };
}
