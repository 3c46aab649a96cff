import { beforeAll, describe, expect, it } from 'vitest';
import { aDocument, adminKey, call, enter, openAccount, openCompany } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();

const path = '/v1/undelivered-messages';

let documentIds: string[];
let messageIds: string[];

beforeAll(async () => {
  const accountId = (await openAccount(api, company)).id;
  documentIds = await enter(company, aDocument(), aDocument(), aDocument());
  await company.call('POST', '/v1/remittances', { accountId, documentIds });
  // What the remittance's workflow leaves for its documents, and a later message that waits behind the first.
  for (const [seq, id] of [...documentIds, documentIds[0]].entries()) {
    await api.sql(
      `insert into messages (id, tenant_id, workflow_type, workflow_id, seq, signal, facts, subject)
       values (gen_random_uuid(), $1, 'receivableDocument', 'document/' || $2::text, $3, 'documentSent', '{}',
         jsonb_build_object('documentId', $2::text, 'summary', 'Documento'))`,
      [company.tenantId, id, seq + 1],
    );
  }
  const rows = await api.sql<{ id: string }>(
    `update messages set attempts = 2, last_error = 'INVALID_ARGUMENT: too long',
       parked_at = case when seq = 1 then now() end, next_attempt_at = case when seq = 2 then now() end
     where workflow_type = 'receivableDocument' and seq < 3 returning id`,
  );
  messageIds = rows.map(({ id }) => id).sort();
});

describe('what cannot be delivered', () => {
  it('is listed with its reason, its attempts and how many messages wait behind it', async () => {
    const { status, body } = await company.call('GET', path);
    expect(status).toBe(200);
    expect(body.data.map((row: { id: string }) => row.id)).toEqual(messageIds);
    const parked = body.data.find((row: { documentId: string }) => row.documentId === documentIds[0]);
    expect(parked).toMatchObject({
      signal: 'documentSent',
      attempts: 2,
      lastError: 'INVALID_ARGUMENT: too long',
      nextAttemptAt: null,
      parkedAt: expect.any(String),
      waitingBehind: 1,
    });
    const waiting = body.data.find((row: { documentId: string }) => row.documentId === documentIds[1]);
    expect(waiting).toMatchObject({ nextAttemptAt: expect.any(String), parkedAt: null, waitingBehind: 0 });
  });

  it('is read page by page', async () => {
    const first = await company.call('GET', `${path}?limit=1`);
    const second = await company.call('GET', `${path}?limit=1&cursor=${first.body.nextCursor}`);
    const ids = [...first.body.data, ...second.body.data].map((row: { id: string }) => row.id);
    expect(ids).toEqual(messageIds);
    expect(second.body.nextCursor).toBeNull();
  });

  it('is another company’s secret, which it can neither see nor send again', async () => {
    const stranger = await openCompany(api);
    expect((await stranger.call('GET', path)).body.data).toEqual([]);
    expect((await stranger.call('POST', `${path}/retry`, { messageIds })).body).toEqual({ retried: 0 });
    expect((await stranger.call('POST', `${path}/retry`, {})).body).toEqual({ retried: 0 });
    expect((await call(api, adminKey, 'GET', path)).status).toBe(403);
  });

  it('goes again when an operator asks, by name or all together, and stays listed until it is delivered', async () => {
    const operator = await company.keyOf('operator');
    const retry = (body: object) => call(api, operator, 'POST', `${path}/retry`, body);
    expect((await retry({ messageIds: [messageIds[0]] })).body).toEqual({ retried: 1 });
    expect((await retry({})).body).toEqual({ retried: 1 });
    expect((await retry({})).body).toEqual({ retried: 0 });
    const viewer = await company.keyOf('viewer');
    expect((await call(api, viewer, 'POST', `${path}/retry`, {})).status).toBe(403);
    const { body } = await call(api, viewer, 'GET', path);
    expect(body.data).toHaveLength(2);
    for (const row of body.data) expect(row).toMatchObject({ nextAttemptAt: null, parkedAt: null });
    await api.sql('update messages set delivered_at = now() where id = any($1)', [messageIds]);
    expect((await company.call('GET', path)).body.data).toEqual([]);
  });
});
