import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf } from '../../dev/demo/public-api.ts';
import { sql } from '../environment/product-database.ts';
import { type Clerk, openAndSkip, openBrowser, reach, seatAt, seatClerk } from './clerk.ts';
import { enterDocuments } from './registered-documents.ts';

/** A clerk keeps her own questions under a name: once with the mouse, once without it. */
let browser: Browser;
let clerk: Clerk;

beforeAll(async () => {
  browser = await openBrowser();
  clerk = await seatClerk(browser);
  await enterDocuments(clerk.company, ['NF-1', 'NF-2'], {
    payer: { taxId: '52998224725', name: 'Maria Souza' },
  });
  await enterDocuments(clerk.company, ['NF-3']);
});

afterAll(() => browser.close());

const region = (page: Clerk['page']) => page.getByRole('region', { name: 'Visões guardadas' });
/** The view itself, and not the menu that names it too. */
const chipOf = (page: Clerk['page'], name: string) =>
  region(page).getByRole('button', { name: new RegExp(`^(De todos: )?${name}`) });
const rowsOf = (page: Clerk['page']) => page.locator('tr.row');

describe('with the mouse a clerk', () => {
  it('keeps filter, order and columns, finds them in another browser, and shares them', async () => {
    const { page, open, company } = clerk;
    await open('/documentos?q=Souza&sort=-amountCents');
    await page.getByRole('button', { name: 'Escolher colunas' }).click();
    await page.getByRole('checkbox', { name: 'Código no ERP' }).click();
    await page.keyboard.press('Escape');
    await region(page).getByRole('button', { name: 'Guardar visão' }).click();
    await page.getByRole('textbox', { name: 'Nome' }).fill('As da Maria');
    await page.getByRole('checkbox', { name: 'Para todos da empresa' }).click();
    await page.getByRole('button', { name: 'Guardar', exact: true }).click();
    const chip = chipOf(page, 'As da Maria');
    await chip.and(page.locator('[aria-pressed="true"]')).waitFor();

    const other = await seatAt(browser, company);
    await other.open('/documentos');
    await rowsOf(other.page).nth(2).waitFor();
    await chipOf(other.page, 'As da Maria').click();
    await other.page.waitForURL(/q=Souza/);
    await other.page.getByRole('columnheader', { name: 'Código no ERP' }).waitFor();
    await rowsOf(other.page).nth(2).waitFor({ state: 'detached' });
    expect(await rowsOf(other.page).count()).toBe(2);
    expect(other.page.url()).toContain('sort=-amountCents');
    // Left, she has her own columns again.
    await chipOf(other.page, 'As da Maria').click();
    await other.page.getByRole('columnheader', { name: 'Código no ERP' }).waitFor({ state: 'detached' });
    await other.leave();
    // The ERP's key is somebody else of the company.
    const { data } = await answerOf(company.api.GET('/v1/views'));
    expect(data).toMatchObject([{ name: 'As da Maria', shared: true, own: false, filter: { q: 'Souza' } }]);
  });

  it('overwrites it with what the list shows now, renames it, keeps it to herself, and deletes it', async () => {
    const { page, open, company } = clerk;
    await open('/documentos');
    const chip = chipOf(page, 'As da');
    const act = async (what: string) => {
      await region(page)
        .getByRole('button', { name: /^Ações da visão/ })
        .click();
      await page.getByRole('menuitem', { name: what }).click();
    };
    await chip.click();
    await page.getByRole('tab', { name: 'A enviar' }).click();
    await chip.getByText('(alterada)').waitFor();
    await act('Gravar como está agora');
    await chip.getByText('(alterada)').waitFor({ state: 'detached' });
    const stored = async () => (await answerOf(company.api.GET('/v1/views'))).data[0];
    expect((await stored())?.filter).toEqual({ q: 'Souza', status: ['pending'] });
    await act('Renomear');
    await page.getByRole('textbox', { name: 'Nome' }).fill('As da Souza');
    await page.keyboard.press('Enter');
    await chip.getByText('As da Souza').waitFor();
    await act('Deixar só para quem a fez');
    await region(page).getByRole('button', { name: 'As da Souza', exact: true }).waitFor();
    expect(await stored()).toBeUndefined();
    await act('Excluir');
    await page.getByRole('dialog').getByRole('button', { name: 'Excluir' }).click();
    await chip.waitFor({ state: 'detached' });
  });

  it('is told what a view cannot show any more, and it opens with the rest', async () => {
    const { page, open, company } = clerk;
    const { id } = await answerOf(
      company.api.POST('/v1/views', { body: { name: 'De antes', filter: { q: 'Souza' }, shared: true } }),
    );
    await sql(`update saved_views set filter = filter || '{"carteira": "9"}' where id = $1`, [id]);
    await open('/documentos');
    await chipOf(page, 'De antes').click();
    await page.getByText('Esta lista não tem mais: carteira.', { exact: false }).waitFor();
    await page.waitForURL(/q=Souza/);
  });
});

describe('without a mouse a clerk', () => {
  it('keeps a view, leaves it, opens it again, renames and deletes it', async () => {
    const { page } = clerk;
    const press = async (name: string | RegExp) => {
      await reach(page, region(page).getByRole('button', { name }));
      await page.keyboard.press('Enter');
    };
    const choose = async (what: string) => {
      await press(/^Ações da visão/);
      await page.getByRole('menuitem', { name: what }).waitFor();
      const item = page.getByRole('menuitem', { name: what }).and(page.locator(':focus'));
      for (let presses = 0; presses < 6 && (await item.count()) === 0; presses++)
        await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    };
    await openAndSkip(clerk, '/documentos?q=Souza');
    await press('Guardar visão');
    await page.getByRole('textbox', { name: 'Nome' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('Sem mouse');
    await page.keyboard.press('Enter');
    const chip = region(page).getByRole('button', { name: /^Sem / });
    await chip.and(page.locator('[aria-pressed="true"]')).waitFor();
    await press(/^Sem mouse/);
    await page.waitForURL((url) => url.search === '');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=Souza/);
    await choose('Renomear');
    await page.getByRole('textbox', { name: 'Nome' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('End');
    await page.keyboard.type(' algum');
    await page.keyboard.press('Enter');
    await chip.getByText('Sem mouse algum').waitFor();
    await choose('Excluir');
    await reach(page, page.getByRole('dialog').getByRole('button', { name: 'Excluir' }));
    await page.keyboard.press('Enter');
    await chip.waitFor({ state: 'detached' });
  });
});
