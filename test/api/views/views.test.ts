import { describe, expect, it } from 'vitest';
import { until } from '../../environment/conditions.ts';
import { adminKey, type Body, call, openCompany } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();
const [ana, bia, visitor] = [
  await company.keyOf('operator'),
  await company.keyOf('operator'),
  await company.keyOf('viewer'),
];

const path = '/v1/views';
const week = { status: ['registered', 'overdue'], dueFrom: '2030-12-09', dueTo: '2030-12-15', q: 'Silva' };

async function keep(key: string, wish: object): Promise<Body> {
  const { status, body } = await call(api, key, 'POST', path, wish);
  expect([status, body.errors ?? body.code]).toEqual([201, undefined]);
  return body;
}

const namesFor = async (key: string) => (await call(api, key, 'GET', path)).body.data.map(nameOf);
const nameOf = ({ name }: Body) => name;

describe('a view', () => {
  it('keeps filter, sort and columns, and is there again at the next sign-in, for its owner alone', async () => {
    const wish = { name: 'Semana', filter: week, sort: '-amountCents', columns: ['number', 'amount'] };
    const kept = await keep(ana, wish);
    expect(kept).toMatchObject({ ...wish, list: 'documents', shared: false, own: true, changeable: true });
    expect((await call(api, ana, 'GET', `${path}/${kept.id}`)).body).toEqual(kept);
    expect(await namesFor(ana)).toContain('Semana');
    expect(await namesFor(bia)).not.toContain('Semana');
    for (const [method, body] of [['GET'], ['PATCH', { name: 'x' }], ['DELETE']] as const)
      expect((await call(api, bia, method, `${path}/${kept.id}`, body)).status).toBe(404);
  });

  it('belongs to the person who signed in, whatever the session', async () => {
    const person = { login: 'ana@empresa.example', name: 'Ana', role: 'viewer', password: 'correta bateria' };
    await call(api, adminKey, 'POST', `/v1/tenants/${company.tenantId}/users`, person);
    const { login, password } = person;
    const page = { 'sec-fetch-site': 'same-origin' };
    const signIn = async () => {
      const { headers, body } = await call(api, null, 'POST', '/v1/sessions', { login, password }, page);
      const cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
      return { ...page, cookie, 'x-csrf-token': body.csrfToken as string };
    };
    await call(api, null, 'POST', path, { name: 'Minha' }, await signIn());
    const { body } = await call(api, null, 'GET', path, undefined, await signIn());
    expect(body.data).toMatchObject([{ name: 'Minha', own: true, filter: {}, sort: null, columns: null }]);
  });

  it('holds nothing that the list itself would refuse', async () => {
    for (const [filter, at, code] of [
      [{ colour: 'red' }, 'filter.colour', 'unknown_field'],
      [{ dueFrom: '2030-02-30' }, 'filter.dueFrom', 'invalid_date'],
      [{ status: ['sent'] }, 'filter.status[0]', 'invalid_choice'],
      [{ status: [] }, 'filter.status', 'too_few'],
    ] as const) {
      const { status, body } = await call(api, ana, 'POST', path, { name: 'x', filter });
      expect([status, body.errors?.[0].path, body.errors?.[0].code]).toEqual([400, at, code]);
    }
    const { body } = await call(api, ana, 'POST', path, { name: 'x', sort: 'colour' });
    expect(body.errors).toMatchObject([{ path: 'sort', code: 'invalid_choice' }]);
  });

  it('says which of its parameters the list does not know any more, opens without them, and forgets them', async () => {
    const { id } = await keep(ana, { name: 'De antes', filter: { q: 'Silva', dueFrom: '2030-12-09' } });
    await api.sql(
      `update saved_views set sort = 'colour', filter = filter || '{"colour": "red", "status": ["sent"]}' where id = $1`,
      [id],
    );
    const { body: opened } = await call(api, ana, 'GET', `${path}/${id}`);
    expect(opened).toMatchObject({ filter: { q: 'Silva', dueFrom: '2030-12-09' }, sort: null });
    expect(opened.dropped.sort()).toEqual(['colour', 'sort', 'status']);
    const { body: changed } = await call(api, ana, 'PATCH', `${path}/${id}`, { name: 'De hoje' });
    expect(changed).toMatchObject({ name: 'De hoje', filter: opened.filter, dropped: [] });
  });

  it('is renamed and overwritten by who read it last, and deleted', async () => {
    const kept = await keep(ana, { name: 'Velha', filter: week, columns: ['number'] });
    const own = `${path}/${kept.id}`;
    const changes = { name: 'Nova', filter: { q: 'Souza' }, columns: null };
    const { body, headers } = await call(api, ana, 'PATCH', own, changes, { 'if-match': '"1"' });
    expect(body).toMatchObject({ ...changes, version: 2 });
    expect(headers.get('etag')).toBe('"2"');
    const late = { 'if-match': '"1"' };
    expect((await call(api, ana, 'PATCH', own, { name: 'Outra' }, late)).status).toBe(412);
    expect((await call(api, ana, 'DELETE', own, undefined, late)).status).toBe(412);
    expect((await call(api, ana, 'DELETE', own)).status).toBe(200);
    expect((await call(api, ana, 'GET', own)).status).toBe(404);
  });

  it('has a name that its owner has once, and others may have too', async () => {
    await keep(ana, { name: 'Única' });
    const other = await keep(ana, { name: 'Outra única' });
    const again = await call(api, ana, 'POST', path, { name: 'ÚNICA' });
    expect([again.status, again.body.code]).toEqual([409, 'view_name_taken']);
    const renamed = await call(api, ana, 'PATCH', `${path}/${other.id}`, { name: 'única' });
    expect([renamed.status, renamed.body.code]).toEqual([409, 'view_name_taken']);
    await keep(bia, { name: 'Única' });
  });

  it('is one, however many ask at once for the same name', async () => {
    const { id } = await keep(ana, { name: 'Antes de todas' });
    const holder = await api.superuser.connect();
    await holder.query('begin');
    await holder.query(
      `select pg_advisory_xact_lock(hashtextextended('views|' || owner_id, 0)) from saved_views where id = $1`,
      [id],
    );
    const asked = Array.from({ length: 3 }, () => call(api, ana, 'POST', path, { name: 'Ao mesmo tempo' }));
    await until('all of them to wait for their turn', async () => {
      const waiting = await api.sql(
        `select from pg_locks join pg_database on pg_database.oid = database
         where locktype = 'advisory' and not granted and datname = current_database()`,
      );
      return waiting.length === 3;
    });
    await holder.query('commit');
    holder.release();
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 409, 409]);
  });

  it('is one of fifty at most', async () => {
    const key = await company.keyOf('viewer');
    const { id } = await keep(key, { name: 'Primeira' });
    await api.sql(
      `insert into saved_views (id, tenant_id, owner_id, list, name, filter)
       select gen_random_uuid(), tenant_id, owner_id, list, name || number, filter
       from saved_views, generate_series(2, 50) as number where id = $1`,
      [id],
    );
    const { status, body } = await call(api, key, 'POST', path, { name: 'Mais uma' });
    expect([status, body.code]).toEqual([409, 'too_many_views']);
  });
});

describe('a shared view', () => {
  it('is seen by the whole company, and by no other', async () => {
    const { id } = await keep(ana, { name: 'Da empresa', shared: true });
    expect((await call(api, bia, 'GET', `${path}/${id}`)).body).toMatchObject({
      own: false,
      changeable: true,
    });
    expect((await call(api, visitor, 'GET', `${path}/${id}`)).body).toMatchObject({ changeable: false });
    const stranger = await openCompany(api);
    expect((await stranger.call('GET', `${path}/${id}`)).status).toBe(404);
    expect((await stranger.call('GET', path)).body.data).toEqual([]);
  });

  it('is made, changed and deleted by erp and operator, and by nobody who may only look', async () => {
    const asked = await call(api, visitor, 'POST', path, { name: 'Para todos', shared: true });
    expect([asked.status, asked.body.code]).toEqual([403, 'forbidden']);
    const own = await keep(visitor, { name: 'Só minha' });
    expect((await call(api, visitor, 'PATCH', `${path}/${own.id}`, { shared: true })).status).toBe(403);
    const { id } = await keep(ana, { name: 'De todas', shared: true });
    for (const [method, body] of [['PATCH', { name: 'x' }], ['DELETE']] as const)
      expect((await call(api, visitor, method, `${path}/${id}`, body)).status).toBe(403);
    expect((await call(api, bia, 'PATCH', `${path}/${id}`, { name: 'De nós' })).body.name).toBe('De nós');
    expect((await call(api, company.key, 'DELETE', `${path}/${id}`)).status).toBe(200);
  });

  it('is its owner’s alone again when it is taken back', async () => {
    const { id } = await keep(ana, { name: 'De volta', shared: true });
    await call(api, bia, 'PATCH', `${path}/${id}`, { shared: false });
    expect((await call(api, bia, 'GET', `${path}/${id}`)).status).toBe(404);
    expect((await call(api, ana, 'GET', `${path}/${id}`)).body).toMatchObject({ own: true, shared: false });
  });
});

describe('the list of views', () => {
  it('goes by name, page by page, with those of others that are shared', async () => {
    const key = await company.keyOf('viewer');
    await keep(bia, { name: 'A de todas', shared: true });
    for (const name of ['C', 'B']) await keep(key, { name });
    const names: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body }: Body = await call(api, key, 'GET', `${path}?limit=1${cursor && `&cursor=${cursor}`}`);
      names.push(...body.data.map(nameOf));
      cursor = body.nextCursor;
    }
    expect(names).toEqual(await namesFor(key));
    expect(names).toEqual(expect.arrayContaining(['A de todas', 'B', 'C']));
  });
});
