import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilEach } from '../../dev/console/sample-company.ts';
import { answerOf } from '../../dev/demo/public-api.ts';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import { control } from '../environment/erp.ts';
import { startErpEndpoint } from '../environment/erp-endpoint.ts';
import { type Clerk, openAndSkip, openBrowser, reach, seatClerk } from './clerk.ts';
import { registerDocuments } from './registered-documents.ts';

/** Each screen once without a mouse: the menu is skipped, the focus is seen, and a window gives it back. */
let browser: Browser;
let clerk: Clerk;
let ids: string[];

const numbers = ['NF-1', 'NF-2', 'NF-3', 'NF-4'];

beforeAll(async () => {
  browser = await openBrowser();
  clerk = await seatClerk(browser);
  const payer = { taxId: '24971563792', name: 'Maria Conceição' };
  const registered = await registerDocuments(clerk.company, numbers, { payer });
  ids = registered.map(({ id }) => id);
  const edit = { valueCents: 9_999, tell: false };
  await control('POST', `/charges/${registered[0]?.chargeId}/edit`, edit);
});

afterAll(() => browser.close());

const documentOf = (id = '') =>
  answerOf(clerk.company.api.GET('/v1/documents/{id}', { params: { path: { id } } }));

/** Walks to a button, a link or a tab by Tab, and presses it. */
async function press(role: 'button' | 'link' | 'tab', name: string | RegExp): Promise<void> {
  await reach(clerk.page, clerk.page.getByRole(role, { name }));
  await clerk.page.keyboard.press('Enter');
}

/** Walks to a list's row and opens it. */
async function openRow(name: RegExp): Promise<void> {
  await reach(clerk.page, clerk.page.getByRole('row', { name }));
  await clerk.page.keyboard.press('Enter');
}

describe('without a mouse a clerk', () => {
  it('decides a divergence, and goes on where its row was', async () => {
    const { page } = clerk;
    await openAndSkip(clerk, '/divergencias');
    await press('button', 'Conciliar agora');
    await page.getByRole('row', { name: /NF-1/ }).waitFor();
    await press('button', 'Usar o do Asaas: Valor de NF-1');
    await page.getByRole('dialog', { name: 'Valor de NF-1' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page
      .getByRole('button', { name: 'Usar o do Asaas: Valor de NF-1' })
      .and(page.locator(':focus'))
      .waitFor();
    await page.keyboard.press('Enter');
    await reach(page, page.getByRole('dialog').getByRole('button', { name: 'Usar o do Asaas' }));
    await page.keyboard.press('Enter');
    await page.getByText('Nenhuma divergência em aberto').waitFor();
    // The row is gone with its button; the keyboard goes on from there, and not from the top of the page.
    await page.keyboard.press('Shift+Tab');
    await page.locator('#content :focus').waitFor();
    expect((await documentOf(ids[0])).amountCents).toBe(9_999);
  });

  it('turns the tabs of the statement by the arrows, and saves it', async () => {
    const { page } = clerk;
    await openAndSkip(clerk, '/extrato');
    await reach(page, page.getByRole('tab', { selected: true }));
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/conferencia=/);
    const saved = page.waitForEvent('download');
    await press('link', 'CSV');
    expect((await saved).suggestedFilename()).toMatch(/\.csv$/);
  });

  it('tries a file and enters it', async () => {
    const { page } = clerk;
    await openAndSkip(clerk, '/importar');
    const chooser = page.waitForEvent('filechooser');
    await press('button', 'Escolher o arquivo');
    const due = addDays(dateInSaoPaulo(new Date()), 30).split('-').reverse().join('/');
    await (await chooser).setFiles({
      name: 'contas.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        `Documento;Parcela;Cliente;CPF/CNPJ;Vencimento;Valor\nNF-9;;Ana;390.533.447-05;${due};10,00`,
      ),
    });
    await press('button', 'Incluir 1 documento');
    await page.getByRole('status').getByText('Incluído: 1 documento novo').waitFor();
  });

  it('makes a webhook by F2, and stands in the list again', async () => {
    const { page } = clerk;
    const erp = await startErpEndpoint();
    await openAndSkip(clerk, '/webhooks');
    await page.keyboard.press('F2');
    await reach(page, page.getByRole('textbox', { name: 'Endereço (URL)' }));
    await page.keyboard.type(erp.url);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Webhook criado' }).waitFor();
    await press('button', 'Já copiei');
    await openRow(/127\.0\.0\.1/);
    await press('button', 'Enviar teste');
    await page.getByRole('row', { name: /Entrega de teste.*Entregue/ }).waitFor();
    await erp.goAway();
  });

  it('makes a rule, tries it, and looks before it is switched on', async () => {
    const { page } = clerk;
    await openAndSkip(clerk, '/regras');
    await page.keyboard.press('F2');
    await page.getByRole('heading', { level: 1, name: 'Nova regra' }).waitFor();
    await reach(page, page.getByRole('textbox', { name: 'Nome' }));
    await page.keyboard.type('Tudo');
    await press('button', 'Simular');
    await page.getByRole('region', { name: 'Simulação' }).getByText('enviaria').waitFor();
    await press('button', 'Gravar desligada');
    await page.getByRole('heading', { level: 1, name: 'Tudo' }).waitFor();
    await openAndSkip(clerk, '/regras');
    const toggle = page.getByRole('switch', { name: 'Tudo: desligada' });
    await reach(page, toggle);
    await page.keyboard.press('Space');
    await page.getByRole('dialog', { name: 'Ligar a regra Tudo' }).waitFor();
    await page.keyboard.press('Escape');
    await toggle.and(page.locator(':focus')).waitFor();
  });

  it('narrows the audit, opens an entry, and is on its row again', async () => {
    const { page } = clerk;
    await openAndSkip(clerk, '/auditoria');
    await page.getByRole('row').nth(1).waitFor();
    await page.keyboard.press('F8');
    await reach(page, page.getByRole('combobox', { name: 'Em que' }));
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option', { name: 'Regra' }).waitFor();
    await page.keyboard.type('Regra');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await press('button', 'Filtrar');
    await page.waitForURL(/tipo=sending_rule/);
    // The rows from before stay until the others are there.
    await page.locator('tr.row').filter({ hasNotText: 'Regra' }).first().waitFor({ state: 'detached' });
    await reach(page, page.locator('tr.row').first());
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('tr.row:focus').waitFor();
  });

  it('finds a payer and gives it a default account', async () => {
    const { page } = clerk;
    await openAndSkip(clerk, '/pagadores');
    await page.keyboard.press('F8');
    await page.keyboard.type('conceicao');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=conceicao/);
    await openRow(/Maria Conceição/);
    await page.getByRole('heading', { level: 1, name: 'Maria Conceição' }).waitFor();
    await reach(page, page.getByRole('combobox', { name: 'Conta corrente' }));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await press('button', 'Gravar a conta padrão');
    await page.getByText('Conta padrão gravada').waitFor();
  });

  it('marks some documents, cancels them in one go, and reads what came of each', async () => {
    const { page, company } = clerk;
    await openAndSkip(clerk, '/documentos?status=registered&sort=number');
    await page.getByRole('row', { name: /NF-4/ }).waitFor();
    await reach(page, page.locator('tr.row').first());
    await page.keyboard.press('End');
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowUp');
    const bar = page.getByRole('region', { name: 'Ações com os marcados' });
    await bar.getByText('2 marcados', { exact: false }).waitFor();
    await reach(page, bar.getByRole('button', { name: 'Cancelar' }));
    await page.keyboard.press('Enter');
    const window = page.getByRole('dialog', { name: 'Cancelar 2 documentos' });
    await reach(page, window.getByRole('textbox'));
    await page.keyboard.type('Pedido do cliente');
    await reach(page, window.getByRole('button', { name: /^Cancelar 2 documentos/ }));
    await page.keyboard.press('Enter');
    await page.getByText('2 cancelamentos pedidos').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await untilEach(company, ids.slice(2), ({ status }) => status === 'cancelled');
  });
});
