import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import { until } from '../environment/conditions.ts';
import { sql } from '../environment/product-database.ts';
import { type Clerk, openBrowser, seatClerk } from './clerk.ts';
import { enterDocuments } from './registered-documents.ts';

/** Lists of more than a screen can hold: on paper, while the world changes, and beyond the first page. */
let browser: Browser;
let clerk: Clerk;

/** Four pages of two hundred: more than what is read again whole. */
const many = Array.from({ length: 800 }, (_, at) => `NF-${1_000 + at}`);
let ids: string[];

beforeAll(async () => {
  browser = await openBrowser();
  clerk = await seatClerk(browser, { colorScheme: 'dark' });
  ids = [
    ...(await enterDocuments(clerk.company, many.slice(0, 400))),
    ...(await enterDocuments(clerk.company, many.slice(400))),
  ];
});

afterEach(() => clerk.page.emulateMedia({ media: 'screen' }));
afterAll(() => browser.close());

const rows = () => clerk.page.locator('tr.row');

/** Scrolls until the list has loaded all of it. */
async function toTheEnd(last: string): Promise<Locator> {
  const { page } = clerk;
  await rows().first().focus();
  const row = page.getByRole('row', { name: new RegExp(last) });
  for (let presses = 0; presses < 40 && (await row.count()) === 0; presses++) {
    await page.keyboard.press('End');
    await page
      .getByLabel('Carregando mais')
      .waitFor({ state: 'detached' })
      .catch(() => {});
  }
  await row.waitFor();
  return row;
}

describe('a list of more than can be drawn', () => {
  it('prints every row that is loaded, without a gap, and in the colours of paper', async () => {
    const { page, open } = clerk;
    await open('/documentos?sort=number');
    await rows().first().waitFor();
    const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
    expect(await scheme()).toBe('dark');
    expect(await rows().count()).toBeLessThan(100);

    await page.emulateMedia({ media: 'print' });
    const note = page.getByText(/^Impressas as \d+ primeiras linhas/);
    await until('every loaded row to be drawn', async () => {
      const loaded = Number((await note.innerText()).match(/\d+/)?.[0]);
      return loaded >= 200 && (await rows().count()) === loaded;
    });
    expect(await page.locator('tbody tr[aria-hidden]').count()).toBe(0);
    expect(await scheme()).toBe('light');
    const { color, background } = (await page.evaluate(`(() => {
      const { color } = getComputedStyle(document.querySelector('tr.row td:last-of-type'));
      return { color, background: getComputedStyle(document.body).backgroundColor };
    })()`)) as { color: string; background: string };
    expect(background).toBe('rgb(255, 255, 255)');
    expect(Math.max(...(color.match(/\d+/g) ?? []).map(Number))).toBeLessThan(80);

    await page.emulateMedia({ media: 'screen' });
    await until('the dark to be back', async () => (await scheme()) === 'dark');
    await until('only what is in sight to be drawn', async () => (await rows().count()) < 100);
  });

  it('shows at its end what somebody else changed there, and offers what came above', async () => {
    const { page, open, company } = clerk;
    await open('/documentos?sort=number');
    const last = await toTheEnd('NF-1799');
    const change = { params: { path: { id: ids.at(-1) ?? '' } }, body: { additionCents: 12_345 } };
    await company.api.PATCH('/v1/documents/{id}', change);
    await last.getByText(/R\$\s273,45/).waitFor();
    const offer = page.getByRole('button', { name: 'Há novidades, atualizar' });
    expect(await offer.count()).toBe(0);

    await enterDocuments(company, ['NF-0999']);
    await offer.click();
    await offer.waitFor({ state: 'detached' });
    await rows().last().focus();
    await page.keyboard.press('Home');
    await page.getByRole('row', { name: /NF-0999/ }).waitFor();
  });

  it('refuses more boletos in one file than the API gives, and says how many it gives', async () => {
    const { page, open } = clerk;
    await open('/documentos');
    await rows().first().focus();
    await page.keyboard.press('Control+a');
    const bar = page.getByRole('region', { name: 'Ações com os marcados' });
    const button = bar.getByRole('button', { name: 'Boletos (ZIP)' });
    await button.waitFor();
    expect(await button.getAttribute('aria-description')).toBe('Até 100 boletos por arquivo: marque menos.');
  });
});

describe('Retorno de cobrança', () => {
  it('lists the returns beyond the first hundred', async () => {
    const { page, open, company } = clerk;
    const day = (back: number) => addDays(dateInSaoPaulo(new Date()), -back);
    await sql(
      `insert into settlement_returns (id, tenant_id, account_id, paid_from, paid_to, status, loaded_at)
       select gen_random_uuid(), $1, $2, $3::date - at, $3::date - at, 'ready', now() from generate_series(1, 130) as at`,
      [company.tenantId, company.accountId, day(0)],
    );
    await open('/retornos');
    await rows().first().waitFor();
    await rows().first().focus();
    for (
      let presses = 0;
      presses < 10 && (await rows().last().getAttribute('aria-rowindex')) !== '131';
      presses++
    ) {
      await page.keyboard.press('End');
      await page.waitForFunction(`document.activeElement.matches('tr.row')`);
    }
    await page.locator('tr.row[aria-rowindex="131"]').waitFor();
  });
});
