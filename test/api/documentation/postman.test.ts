import { describe, expect, it } from 'vitest';
import { type Body, call } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();

const collection: Body = await (await fetch(`${api.url}/postman.json`)).json();
const items: Body[] = collection.item.flatMap(({ item }: Body) => item);
const operations: Body[] = Object.values<Body>(api.judge.document.paths).flatMap(Object.values);

/** The request as Postman makes it of the collection's variables. */
function play(item: Body, values: Record<string, string>) {
  const { method, header, body, url } = item.request;
  const known: Record<string, string> = { baseUrl: '', $guid: crypto.randomUUID(), ...values };
  const fill = (text: string) => text.replace(/\{\{([^}]+)\}\}/g, (_, name: string) => known[name] ?? '');
  const path = url.variable.reduce(
    (raw: string, { key, value }: Body) => raw.replace(`:${key}`, encodeURIComponent(value)),
    fill(url.raw),
  );
  const headers = Object.fromEntries(header.map(({ key, value }: Body) => [key.toLowerCase(), fill(value)]));
  return call(api, known.key ?? null, method, path, body?.raw, headers);
}

describe('the Postman collection', () => {
  it('is of format 2.1, each request in the folder of its group', () => {
    expect(collection.info.schema).toContain('/v2.1.0/');
    expect(items.map(({ name }) => name).toSorted()).toEqual(
      operations.map(({ summary }) => summary).toSorted(),
    );
    for (const { request } of items) {
      expect(request.url.raw.startsWith('{{baseUrl}}/')).toBe(true);
      if (request.body) expect(() => JSON.parse(request.body.raw)).not.toThrow();
    }
    expect(collection.auth.bearer[0].value).toBe('{{key}}');
  });

  it('plays as it stands: a document is entered, read by the ERP’s id, and entered again unchanged', async () => {
    const named = (summary: string) => items.find(({ name }) => name === summary) ?? {};
    const enter = named('Enter or change up to 1,000 documents');
    const first = await play(enter, { key: company.key });
    expect(first.body.documents.map(({ result }: Body) => result)).toEqual(['created', 'created']);
    const read = await play(named('Read a document'), { key: company.key });
    expect([read.status, read.body.erpId]).toEqual([200, 'CR-1']);
    const again = await play(enter, { key: company.key });
    expect(again.body.documents.map(({ result }: Body) => result)).toEqual(['unchanged', 'unchanged']);
  });
});
