import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../api/limits/limits.ts';
import { until } from '../../environment/conditions.ts';
import { type Api, call, openCompany, startApi } from '../environment.ts';
import { addEvent, type Poll, pollingCrowd, startPoll } from './polls.ts';

const mostPolls = 300;

let api: Api;

beforeAll(async () => {
  api = await startApi({ limits: { polls: { ...defaultLimits.polls, inAll: mostPolls } } });
});

afterAll(() => api.close());

describe('asking for events with `wait`', () => {
  it.each(['', '0', '1'])('answers an empty list when nothing comes (%j)', async (wait) => {
    const company = await openCompany(api);
    const { status, body } = await company.call('GET', `/v1/events?wait=${wait}`);
    expect([status, body]).toEqual([200, { data: [] }]);
  });

  it.each(['0.5', '1.5', '-1', '31', '1e3', 'x', 'NaN', 'Infinity', '%00'])('refuses %j', async (wait) => {
    const company = await openCompany(api);
    const { status, body } = await company.call('GET', `/v1/events?wait=${wait}`);
    expect(status).toBe(400);
    expect(body.errors[0].path).toBe('wait');
  });

  it.each(['1', '2', '15', '29', '30'])('answers at once what is there already (%j)', async (wait) => {
    const company = await openCompany(api);
    await addEvent(api, company.tenantId);
    await company.call('GET', '/v1/banks'); // The first use of a key is noted.
    api.queries.count = 0;
    const { body } = await company.call('GET', `/v1/events?wait=${wait}`);
    expect(body.data).toHaveLength(1);
    const looksOfOneCall = api.queries.count;
    api.queries.count = 0;
    await company.call('GET', '/v1/events');
    expect(looksOfOneCall).toBe(api.queries.count);
  });

  it('answers what comes while it waits for half a minute, long before that is over', async () => {
    const company = await openCompany(api);
    const poll = await startPoll(api, company.key, 30);
    expect(poll.isAnswered()).toBe(false);
    await addEvent(api, company.tenantId);
    const { status, body } = await poll.answer;
    expect([status, body.data.length]).toEqual([200, 1]);
  }, 20_000);

  it('misses nothing that is told between its look and its wait', async () => {
    const company = await openCompany(api);
    for (let round = 0; round < 20; round++) {
      const answer = company.call('GET', `/v1/events?wait=30&after=${round}`);
      await addEvent(api, company.tenantId);
      expect((await answer).body.data).toHaveLength(1);
    }
  }, 20_000);
});

describe('waiting polls', () => {
  it('are limited per key and per company; one more is told to come later', async () => {
    const company = await openCompany(api);
    const keys = [
      company.key,
      ...(await Promise.all(Array.from({ length: 4 }, () => company.keyOf('viewer')))),
    ];
    const polls: Poll[] = [];
    const waiting = async (key = '', count: number) => {
      for (let at = 0; at < count; at++) polls.push(await startPoll(api, key, 30));
    };
    await waiting(keys[0], 5);
    const { status, body, headers } = await call(api, keys[0] ?? '', 'GET', '/v1/events?wait=30');
    expect([status, body.code, headers.get('retry-after')]).toEqual([429, 'too_many_polls', '5']);
    expect(headers.get('connection')).toBe('close');
    for (const key of keys.slice(1, 4)) await waiting(key, 5);
    expect((await call(api, keys[4] ?? '', 'GET', '/v1/events?wait=30')).status).toBe(429);
    expect((await company.call('GET', '/v1/events?wait=0')).status).toBe(200);
    await addEvent(api, company.tenantId);
    for (const { answer } of polls) expect((await answer).status).toBe(200);
    expect((await company.call('GET', '/v1/events?wait=1&after=1')).status).toBe(200);
  });

  it('make room when their callers leave', async () => {
    const company = await openCompany(api);
    const polls: Poll[] = [];
    for (let at = 0; at < 5; at++) polls.push(await startPoll(api, company.key, 30));
    for (const poll of polls) poll.leave();
    // Sooner than they would end by themselves.
    await until('the polls to be forgotten', async () => api.polls.waiting === 0, 20_000);
    expect((await company.call('GET', '/v1/events?wait=1')).status).toBe(200);
  });
});

/** A third of what `dev/measure/doors.ts` does on a machine that does nothing else: here others may be at work. */
describe('as many polls as may wait', () => {
  it('hold no database connection, are not woken by other companies, and leave room for as many more', async () => {
    const crowd = await pollingCrowd(api, mostPolls);
    await until('no connection to be held', async () => {
      const held = await api.sql(
        `select pid from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
      );
      return held.length === 0;
    });

    const company = await openCompany(api);
    expect(await statusOfPoll(company.key)).toBe(429);
    await company.call('GET', '/v1/banks');
    api.queries.count = 0;
    for (let count = 0; count < 10; count++) await addEvent(api, company.tenantId);
    expect((await company.call('GET', '/v1/events')).body.data).toHaveLength(10);
    const queriesOfOneCall = api.queries.count;
    api.queries.count = 0;
    await company.call('GET', '/v1/events');
    // What the crowd would have asked had it been woken is not there.
    expect(queriesOfOneCall).toBe(api.queries.count);

    const more = await Promise.all(
      Array.from({ length: mostPolls + 50 }, (_, at) => statusOfPoll(crowd.keyOf(at))),
    );
    // None was reset. On a slow machine a poll of the crowd ends meanwhile and makes room for one of these.
    for (const status of more) expect([200, 429]).toContain(status);
    const others = await Promise.all(Array.from({ length: 50 }, () => company.call('GET', '/v1/documents')));
    expect(new Set(others.map(({ status }) => status))).toEqual(new Set([200]));
    await crowd.leave();
  }, 240_000);
});

async function statusOfPoll(key: string): Promise<number> {
  return (await call(api, key, 'GET', '/v1/events?wait=30')).status;
}
