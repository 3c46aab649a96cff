import { Agent, get, type IncomingMessage } from 'node:http';
import { catalogue } from '../../../api/events/catalogue/catalogue.ts';
import { digestOf, makeApiKey } from '../../../api/tenants/api-key.ts';
import { until } from '../../environment/conditions.ts';
import type { Api, Body } from '../environment.ts';

export interface Poll {
  answer: Promise<{ status: number; body: Body }>;
  isAnswered(): boolean;
  /** Ends the connection, as a caller does who gives up. */
  leave(): void;
}

/** Sends a poll on a connection of its own, and returns once the API waits for it. */
export async function startPoll(api: Api, key: string, wait: number, agent = new Agent()): Promise<Poll> {
  const before = api.polls.waiting;
  const poll = sendPoll(api, key, wait, agent);
  await until('a poll to wait', async () => poll.isAnswered() || api.polls.waiting > before);
  return poll;
}

function sendPoll(api: Api, key: string, wait: number, agent: Agent): Poll {
  let answered = false;
  const request = get(`${api.url}/v1/events?wait=${wait}`, {
    agent,
    headers: { authorization: `Bearer ${key}` },
  });
  const answer = new Promise<IncomingMessage>((resolve, reject) =>
    request.once('response', resolve).once('error', reject),
  ).then(async (response) => {
    answered = true;
    const body = JSON.parse((await response.toArray()).join(''));
    return { status: response.statusCode ?? 0, body };
  });
  answer.catch(() => undefined);
  return { answer, isAnswered: () => answered, leave: () => request.destroy() };
}

/** Adds an event to a company's feed, as what happened does. */
export async function addEvent(api: Api, tenantId: string): Promise<void> {
  await api.sql(
    `with next as (update event_sequences set last_sequence = last_sequence + 1 where tenant_id = $1
       returning last_sequence)
     insert into erp_events (tenant_id, sequence, id, type, data)
       select $1, last_sequence, gen_random_uuid(), 'document.settled', $2 from next`,
    [tenantId, JSON.stringify(catalogue['document.settled'].example)],
  );
}

/** So many polls of companies that nothing happens to, all of them waiting. */
export async function pollingCrowd(api: Api, count: number) {
  const keys = await companyKeys(api, Math.ceil(count / 5));
  const keyOf = (at: number) => keys[at % keys.length] ?? '';
  const before = api.polls.waiting;
  const polls = Array.from({ length: count }, (_, at) => sendPoll(api, keyOf(at), 30, new Agent()));
  await until(`${count} polls to wait`, async () => api.polls.waiting === before + count);
  return {
    keyOf,
    async leave() {
      for (const poll of polls) poll.leave();
      await until('the polls to be gone', async () => api.polls.waiting === before);
    },
  };
}

/** Keys of companies that are made at once: by their calls it would take longer than a poll waits. */
async function companyKeys(api: Api, count: number): Promise<string[]> {
  const keys = Array.from({ length: count }, () => makeApiKey('viewer'));
  await api.sql(
    `with company as (
       insert into tenants (id, name, tax_id)
         select gen_random_uuid(), 'Da multidão', '11222333000181' from generate_series(1, $1) returning id
     ), numbered as (select id, row_number() over () as at from company)
     insert into api_keys (id, tenant_id, name, role, digest, hint)
       select gen_random_uuid(), id, 'x', 'viewer', ($2::bytea[])[at], 'xxxx' from numbered`,
    [count, keys.map(digestOf)],
  );
  return keys;
}
