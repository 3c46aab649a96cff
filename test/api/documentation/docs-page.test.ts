import { describe, expect, it } from 'vitest';
import { ownCompany } from '../own-company.ts';

const { api } = await ownCompany();

describe('the bare address of the API', () => {
  it('leads whoever opens it in a browser to the documentation', async () => {
    const answer = await fetch(`${api.url}/`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/docs']);
    const page = await fetch(api.url);
    expect(await page.text()).toContain('<title>Remessa API</title>');
  });

  it('takes no other method', async () => {
    expect((await fetch(api.url, { method: 'POST' })).status).toBe(405);
  });
});
