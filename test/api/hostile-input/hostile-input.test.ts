import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Answer, type Api, adminKey, type Company, call, startApi } from '../environment.ts';
import { type Described, operationsOf, type Parameter } from './api-description.ts';
import { furnishedCompany, knownIds } from './furnished-company.ts';
import {
  hostileFor,
  hostileInAddress,
  hostileInHeader,
  hostileJson,
  hostileNames,
} from './hostile-values.ts';
import { type Attempt, addressOf, OrderlyCalls } from './orderly-calls.ts';
import { type Place, putAt, Samples } from './samples.ts';

/**
 * Every parameter of every operation of the OpenAPI file is given every hostile value, one at a time, among
 * parameters that are in order. What is added to the API later is found there, and so is tried here by itself.
 */
let api: Api;
let company: Company;
let ids: Awaited<ReturnType<typeof knownIds>>;
let samples: Samples;

beforeAll(async () => {
  const many = { count: 1_000_000, windowMs: 3_600_000 };
  api = await startApi({
    limits: { callsPerKey: many, strangersPerAddress: many, accountsPerCompany: many },
  });
  company = await furnishedCompany(api);
  ids = await knownIds(api, company);
  samples = new Samples(api.judge, (field) =>
    field === 'erpId' ? `erp-${randomUUID()}` : ids.ofField(field),
  );
});

// Before and after: else a hostile value could have stood before a door that was closed to every call.
beforeEach(() => demandThatAllAreReached());
afterEach(() => demandThatAllAreReached());

afterAll(() => api.close());

// Thousands of calls: on a busy machine longer than other tests.
vi.setConfig({ testTimeout: 300_000 });

async function demandThatAllAreReached(): Promise<void> {
  const missed: string[] = [];
  for (const operation of operationsOf(api.judge)) {
    const { status, body } = await send(operation, inOrder(operation));
    // One thing no schema says: that a remittance takes one of two fields.
    // What was removed before is gone.
    if (operation.method === 'DELETE' && status === 404) continue;
    const isChoice = String(JSON.stringify(body)).includes('"either_or"');
    if ([400, 401, 403, 404, 405, 415].includes(status) && operation.roles.length > 0 && !isChoice)
      missed.push(`${status} ${operation.name} ${JSON.stringify(body)}`);
  }
  expect(missed).toEqual([]);
}

function inOrder(operation: Described, through: Place = []): Attempt {
  return new OrderlyCalls(ids, samples).of(operation, through);
}

function send(operation: Described, attempt: Attempt): Promise<Answer<unknown>> {
  const key = operation.roles.includes('admin') ? adminKey : operation.roles.length > 0 ? company.key : null;
  return call(api, key, operation.method, addressOf(operation, attempt), attempt.body, attempt.headers);
}

function withParameter(operation: Described, { name, in: where }: Parameter, value: string): Attempt {
  const attempt = inOrder(operation);
  const values = { path: attempt.path, query: attempt.query, header: attempt.headers }[where];
  values[where === 'header' ? name.toLowerCase() : name] = value;
  return attempt;
}

/** What was answered with our own fault, of many attempts sent a few at a time. */
async function ourFaults(operation: Described, attempts: Attempt[]): Promise<string[]> {
  const faults: string[] = [];
  const waiting = attempts.values();
  const work = async () => {
    for (const attempt of waiting) {
      const { status } = await send(operation, attempt);
      if (status >= 500) faults.push(`${status} ${operation.name} ${JSON.stringify(attempt).slice(0, 400)}`);
    }
  };
  await Promise.all(Array.from({ length: 4 }, work));
  return faults;
}

const operations = () => operationsOf(api.judge);

describe('an operation of the OpenAPI file', () => {
  it('answers none of its path, query and header parameters with a fault of ours, whatever stands in them', async () => {
    const faults: string[] = [];
    let tried = 0;
    for (const operation of operations()) {
      for (const parameter of operation.parameters) {
        const values = parameter.in === 'header' ? hostileInHeader : hostileInAddress;
        tried += 1;
        faults.push(
          ...(await ourFaults(
            operation,
            values.map((value) => withParameter(operation, parameter, value)),
          )),
        );
      }
    }
    expect(faults).toEqual([]);
    const described = operations().flatMap(({ parameters }) => parameters);
    expect(tried).toBe(described.length);
  });

  it('answers no field of its body with a fault of ours, whatever stands in it', async () => {
    const faults: string[] = [];
    for (const operation of operations()) {
      if (!operation.body) continue;
      for (const { place, kinds } of samples.placesIn(operation.body)) {
        const attempts = hostileFor(kinds).map((value) => {
          const attempt = inOrder(operation, place);
          return { ...attempt, body: JSON.stringify(putAt(attempt.body, place, value)) };
        });
        faults.push(...(await ourFaults(operation, attempts)));
      }
    }
    expect(faults).toEqual([]);
  });

  it('answers no name of a field that nobody knows with a fault of ours', async () => {
    const faults: string[] = [];
    for (const operation of operations()) {
      if (!operation.body) continue;
      for (const { place, kinds } of samples.placesIn(operation.body)) {
        if (!kinds.includes('object')) continue;
        const attempts = hostileNames.map((name) => {
          const attempt = inOrder(operation, place);
          return { ...attempt, body: putAt(attempt.body, [...place, name], 1) };
        });
        faults.push(...(await ourFaults(operation, attempts)));
      }
    }
    expect(faults).toEqual([]);
  });

  it('answers no forged cursor with a fault of ours', async () => {
    const faults: string[] = [];
    // Asking for another try, as the orderly calls do, takes them off their list.
    await api.sql(`update messages set attempts = 1, last_error = 'INTERNAL: once', parked_at = now()
      where delivered_at is null`);
    const lists = operations().filter(({ parameters }) => parameters.some(({ name }) => name === 'cursor'));
    for (const operation of lists) {
      const sort = operation.parameters.find(({ name }) => name === 'sort')?.schema.enum ?? [null];
      for (const by of sort) faults.push(...(await ourFaults(operation, await forgeries(operation, by))));
    }
    expect(faults).toEqual([]);
    expect(lists.length).toBeGreaterThan(0);
  });
});

/** Calls with the cursor of a true second page, of which one part after the other is replaced. */
async function forgeries(operation: Described, sort: unknown): Promise<Attempt[]> {
  const first = inOrder(operation);
  first.query.limit = '1';
  if (sort !== null) first.query.sort = String(sort);
  const { nextCursor } = (await send(operation, first)).body as { nextCursor: string | null };
  if (nextCursor === null) throw new Error(`${operation.name} needs two rows, so that it has a second page`);
  const place = JSON.parse(Buffer.from(nextCursor, 'base64url').toString()) as unknown[];
  const forged = place.flatMap((_, at) => hostileJson.map((value) => place.with(at, value)));
  return [...forged, [], [...place, 1], ...hostileJson].map((each) => ({
    ...first,
    query: { ...first.query, cursor: Buffer.from(JSON.stringify(each)).toString('base64url') },
  }));
}
