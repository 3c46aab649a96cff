import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf } from '../../dev/demo/public-api.ts';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import { until } from '../environment/conditions.ts';
import { control } from '../environment/erp.ts';
import { product } from '../environment/leased-product.ts';
import { sql } from '../environment/product-database.ts';
import { type Clerk, openBrowser, seatClerk } from './clerk.ts';
import { enterDocuments, registerDocuments } from './registered-documents.ts';

let browser: Browser;
let clerk: Clerk;

beforeAll(async () => {
  browser = await openBrowser();
  clerk = await seatClerk(browser);
});

afterAll(() => browser.close());

/** A second tab of the same person. What it shows stays as it is until it is told to go on. */
async function openStaleTab(path: string, look: (page: Page) => Promise<void>) {
  const page = await clerk.page.context().newPage();
  await page.goto(`${product.apiUrl}/console${path}`);
  await look(page);
  let isStale = true;
  await page.route(/\/v1\//, async (route) => {
    if (!isStale || route.request().method() !== 'GET') await route.continue();
  });
  return {
    page,
    goOn: () => {
      isStale = false;
    },
  };
}

const documentOf = (id: string) =>
  answerOf(clerk.company.api.GET('/v1/documents/{id}', { params: { path: { id } } }));

describe('two tabs of one person', () => {
  it('send the same documents once, and the second is told that they went already', async () => {
    const { page, open, company } = clerk;
    const [id = ''] = await enterDocuments(company, ['NF-1']);
    const confirm = async (tab: Page) => {
      await tab.getByRole('checkbox', { name: 'Marcar o documento NF-1' }).check();
      await tab.getByRole('button', { name: /^Conferir e enviar 1 documento/ }).click();
      await tab.getByRole('button', { name: /^Enviar 1 documento/ }).waitFor();
    };
    const second = await openStaleTab('/remessa', confirm);
    await open('/remessa');
    await confirm(page);
    await page.getByRole('button', { name: /^Enviar 1 documento/ }).click();
    await page.getByText('1 de 1 com resultado').waitFor();

    await second.page.getByRole('button', { name: /^Enviar 1 documento/ }).click();
    await second.page
      .getByRole('dialog')
      .getByRole('alert')
      .getByText('Há documentos que não podem ser enviados')
      .waitFor();
    const { data } = await answerOf(company.api.GET('/v1/remittances'));
    expect(data).toHaveLength(1);
    const { charges } = await control<{ charges: unknown[] }>('GET', `/book?account=${company.asaas.id}`);
    expect(charges).toHaveLength(1);
    expect((await documentOf(id)).status).toBe('registered');
    await second.page.close();
  });

  it('process the same return once, and the second sees that all is done', async () => {
    const { page, open, company } = clerk;
    const [document] = await registerDocuments(company, ['NF-2']);
    const { id = '', chargeId = '' } = document ?? {};
    const today = dateInSaoPaulo(new Date());
    await company.payers.holdWebhooks(company.asaas.id);
    await company.payers.pay(company.asaas.id, [{ chargeId, method: 'pix', paidOn: today }]);
    const period = { accountId: company.accountId, paidFrom: addDays(today, -1), paidTo: today };
    const loaded = await answerOf(company.api.POST('/v1/settlement-returns', { body: period }));
    const process = (tab: Page) => tab.getByRole('button', { name: 'Processar retorno (1 pagamento)' });
    const second = await openStaleTab(`/retornos/${loaded.id}`, (tab) => process(tab).waitFor());
    await open(`/retornos/${loaded.id}`);
    await process(page).click();
    await page.getByText('1 baixado', { exact: true }).waitFor();

    await process(second.page).click();
    second.goOn();
    const told = second.page.getByRole('button', { name: 'Processar retorno', exact: true });
    await until(
      'the second tab to say so',
      async () => (await told.getAttribute('aria-description')) === 'Tudo já foi processado.',
    );
    await company.payers.releaseWebhooks(company.asaas.id);
    await until('Asaas’ own news to have come', async () => (await documentOf(id)).status === 'settled');
    const bookings = await sql('select id from ledger_entries where document_id = $1', [id]);
    expect(bookings).toHaveLength(1);
    await second.page.close();
  });

  it('decide the same divergence once, and the second is told that it was decided', async () => {
    const { page, open, company } = clerk;
    const [document] = await registerDocuments(company, ['NF-3']);
    const { id = '', chargeId = '' } = document ?? {};
    const dueDate = addDays(dateInSaoPaulo(new Date()), 33);
    await control('POST', `/charges/${chargeId}/edit`, { dueDate, tell: false });
    await open('/divergencias');
    await page.getByRole('button', { name: 'Conciliar agora' }).click();
    const theirs = page.getByRole('button', { name: 'Usar o do Asaas: Vencimento de NF-3' });
    await theirs.waitFor();
    const ours = (tab: Page) => tab.getByRole('button', { name: 'Manter o nosso: Vencimento de NF-3' });
    const second = await openStaleTab('/divergencias', (tab) => ours(tab).waitFor());
    await theirs.click();
    await page.getByText('Nenhuma divergência em aberto').waitFor();

    await ours(second.page).click();
    await second.page.getByRole('alert').getByText('Já terminou').waitFor();
    const { dueDate: kept, version, syncedVersion } = await documentOf(id);
    expect([kept, version]).toEqual([dueDate, syncedVersion]);
    const { data } = await answerOf(
      company.api.GET('/v1/divergences', { params: { query: { state: 'closed' } } }),
    );
    expect(data.filter(({ documentId }) => documentId === id)).toHaveLength(1);
    await second.page.close();
  });
});
