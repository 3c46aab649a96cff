import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf } from '../../dev/demo/public-api.ts';
import { dateInSaoPaulo } from '../../domain/calendar.ts';
import { until } from '../environment/conditions.ts';
import { control } from '../environment/erp.ts';
import { product } from '../environment/leased-product.ts';
import { type Clerk, openAndSkip, openBrowser, reach, seatClerk } from './clerk.ts';
import { enterDocuments, registerDocuments } from './registered-documents.ts';

/** The ERP's own table of the integration, row by row, by somebody without a mouse. Rows 1 and 2 are the ERP's; row 4 is in `keyboard.test.ts`. */
let browser: Browser;
let clerk: Clerk;

beforeAll(async () => {
  browser = await openBrowser();
  clerk = await seatClerk(browser);
  await clerk.page
    .context()
    .grantPermissions(['clipboard-read', 'clipboard-write'], { origin: product.apiUrl });
});

afterAll(() => browser.close());

const today = () => dateInSaoPaulo(new Date());

const documentOf = (id: string) =>
  answerOf(clerk.company.api.GET('/v1/documents/{id}', { params: { path: { id } } }));

async function register(number: string): Promise<{ id: string; chargeId: string }> {
  const [document] = await registerDocuments(clerk.company, [number]);
  if (!document) throw new Error(`${number} was not registered`);
  return document;
}

/** Walks to a button, a link or a field by Tab. */
async function walkTo(role: 'button' | 'link' | 'textbox', name: string | RegExp): Promise<void> {
  await reach(clerk.page, clerk.page.getByRole(role, { name, exact: true }));
}

async function press(role: 'button' | 'link', name: string | RegExp): Promise<void> {
  await walkTo(role, name);
  await clerk.page.keyboard.press('Enter');
}

async function type(field: string, text: string): Promise<void> {
  await walkTo('textbox', field);
  await clerk.page.keyboard.press('Control+a');
  await clerk.page.keyboard.type(text);
}

describe('the steps of the ERP, without a mouse', () => {
  it('5: amends a document', async () => {
    const { page } = clerk;
    const { id } = await register('NF-5001');
    await openAndSkip(clerk, `/documentos/${id}`);
    await press('button', 'Alterar');
    await type('Acréscimo', '12,50');
    await page.getByRole('table', { name: 'Antes e depois' }).getByText('R$ 12,50').waitFor();
    await press('button', 'Gravar a alteração');
    await page.getByRole('region', { name: 'Histórico' }).getByText('Alteração levada ao Asaas').waitFor();
    expect((await documentOf(id)).additionCents).toBe(1_250);
  });

  it('6: saves the boleto, opens that of Asaas, and copies the line and the Pix', async () => {
    const { page, company } = clerk;
    const { id } = await register('NF-6001');
    const slip = await answerOf(company.api.GET('/v1/documents/{id}/boleto', { params: { path: { id } } }));
    const copied = () => page.evaluate<string>('navigator.clipboard.readText()');
    await openAndSkip(clerk, `/documentos/${id}`);
    const saved = page.waitForEvent('download');
    await press('button', 'Boleto (PDF)');
    expect((await saved).suggestedFilename()).toMatch(/\.pdf$/);
    await walkTo('link', 'Boleto do Asaas (PDF)');
    const opened = page.context().waitForEvent('request', (request) => request.url() === slip.bankSlipUrl);
    await page.keyboard.press('Enter');
    await opened;
    await page.bringToFront();
    await press('button', 'Copiar: Linha digitável');
    await page.getByRole('button', { name: 'Linha digitável: copiado' }).waitFor();
    expect(await copied()).toBe(slip.digitableLine);
    await press('button', 'Copiar: Pix copia e cola');
    await page.getByRole('button', { name: 'Pix copia e cola: copiado' }).waitFor();
    expect(await copied()).toBe(slip.pix?.payload);
  });

  it('7: corrects what Asaas refused, and transmits it again', async () => {
    const { page, company } = clerk;
    const payer = { taxId: '11144477735', name: 'Ana Prado', phone: '47999999999' };
    const ids = await enterDocuments(company, ['NF-7001'], { payer });
    const id = ids[0] ?? '';
    await company.api.POST('/v1/remittances', { body: { accountId: company.accountId, documentIds: ids } });
    await until('Asaas to refuse it', async () => (await documentOf(id)).status === 'rejected');
    await openAndSkip(clerk, '/problemas');
    await page.getByRole('row', { name: /NF-7001/ }).waitFor();
    await press('button', 'Corrigir');
    await type('Telefone com DDD', '47988887766');
    await press('button', 'Transmitir novamente');
    await page.getByText('Transmitido novamente').waitFor();
    await until('the document to be registered', async () => (await documentOf(id)).status === 'registered');
  });

  it('8: finds a document, opens it, and sees it settled', async () => {
    const { page, company } = clerk;
    const { id, chargeId } = await register('NF-8001');
    await openAndSkip(clerk, '/documentos');
    await page.keyboard.press('F8');
    await page.keyboard.type('NF-8001');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=NF-8001/);
    await reach(page, page.getByRole('row', { name: /NF-8001/ }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Documento NF-8001' }).waitFor();
    await company.payers.pay(company.asaas.id, [{ chargeId, method: 'pix', paidOn: today() }]);
    await page.getByText('Baixado', { exact: true }).first().waitFor();
    expect((await documentOf(id)).status).toBe('settled');
  });

  // The last one: with a second account each step above would have to choose.
  it('3: registers an account, and gives it a new key', async () => {
    const { page, company } = clerk;
    const asaas = await control<Record<'id' | 'agency' | 'account' | 'accountDigit' | 'apiKey', string>>(
      'POST',
      '/accounts',
      {},
    );
    await openAndSkip(clerk, '/contas');
    await page.keyboard.press('F2');
    await page.getByRole('heading', { level: 1, name: 'Nova conta corrente' }).waitFor();
    await type('Agência', asaas.agency);
    await type('Conta', asaas.account);
    await type('Dígito', asaas.accountDigit);
    await type('Chave API', asaas.apiKey);
    await page.keyboard.press('Enter');
    await page.getByText('Webhook ativo').first().waitFor();
    const { data } = await answerOf(company.api.GET('/v1/accounts'));
    const made = data.find(({ id }) => id !== company.accountId);

    const { apiKey } = await control<{ apiKey: string }>('POST', `/accounts/${asaas.id}/keys`, {});
    await openAndSkip(clerk, `/contas/${made?.id}`);
    await press('button', 'Trocar a chave');
    await page.getByRole('textbox', { name: 'Nova Chave API' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type(apiKey);
    await page.keyboard.press('Enter');
    await page.getByText('Chave trocada').waitFor();
    await page.getByRole('button', { name: 'Trocar a chave' }).and(page.locator(':focus')).waitFor();
  });
});
