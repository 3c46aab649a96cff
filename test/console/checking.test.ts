import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf } from '../../dev/demo/public-api.ts';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import { until } from '../environment/conditions.ts';
import { control } from '../environment/erp.ts';
import { type Clerk, openBrowser, seatClerk } from './clerk.ts';
import { expectWhatScreensShow } from './left-broken.ts';
import { registerDocuments } from './registered-documents.ts';

/** The screens on which a clerk compares our books with Asaas'. */
let browser: Browser;
let clerk: Clerk;

beforeAll(async () => {
  browser = await openBrowser();
  clerk = await seatClerk(browser);
});

afterAll(async () => {
  await expectWhatScreensShow(clerk.company);
  await browser.close();
});

const today = () => dateInSaoPaulo(new Date());

const register = (...numbers: string[]) => registerDocuments(clerk.company, numbers);

const documentOf = (id: string) =>
  answerOf(clerk.company.api.GET('/v1/documents/{id}', { params: { path: { id } } }));

/** Waits until Asaas was compared with our books again. */
async function untilReconciled(): Promise<void> {
  const { api, accountId: id } = clerk.company;
  const params = { params: { path: { id } } };
  const asked = Date.now();
  await until('the account to be reconciled', async () => {
    const totals = await answerOf(api.GET('/v1/accounts/{id}/statement/totals', params));
    return !totals.awaitsReconciliation && totals.readAt !== null && Date.parse(totals.readAt) >= asked;
  });
}

describe('Divergências', () => {
  it('cures a due date by one click and a value after a look at both, at Asaas and here', async () => {
    const { page, open, company } = clerk;
    const [shifted, cheapened] = await register('NF-301', 'NF-302');
    if (!shifted || !cheapened) throw new Error('Two documents were registered');
    await open('/divergencias');
    await page.getByText('Nenhuma divergência em aberto').waitFor();
    await control('POST', `/charges/${shifted.chargeId}/edit`, {
      dueDate: addDays(today(), 33),
      tell: false,
    });
    await control('POST', `/charges/${cheapened.chargeId}/edit`, { valueCents: 9_999, tell: false });
    await page.getByRole('button', { name: 'Conciliar agora' }).click();
    await page.getByRole('row', { name: /NF-301/ }).waitFor();
    await page.getByText('Vencimento 1').waitFor();
    await page.getByText('2 divergências em 2 documentos').waitFor();

    await page.getByRole('button', { name: 'Manter o nosso: Vencimento de NF-301' }).dblclick();
    await page.getByRole('button', { name: 'Usar o do Asaas: Valor de NF-302' }).click();
    const window = page.getByRole('dialog', { name: 'Valor de NF-302' });
    await window.getByText('o documento recebe o valor dela').waitFor();
    expect((await documentOf(cheapened.id)).amountCents).toBe(15_000);
    await window.getByRole('button', { name: 'Usar o do Asaas' }).click();
    await page.getByText('Nenhuma divergência em aberto').waitFor();
    await page.getByRole('tab', { name: 'Encerradas' }).click();
    await page.getByRole('row', { name: /NF-301.*Ficou o nosso/ }).waitFor();
    await page.getByRole('row', { name: /NF-302.*Ficou o do Asaas/ }).waitFor();

    const { charges } = await control<{ charges: { id: string; dueDate: string }[] }>(
      'GET',
      `/book?account=${company.asaas.id}`,
    );
    expect(charges.find(({ id }) => id === shifted.chargeId)?.dueDate).toBe(addDays(today(), 20));
    expect((await documentOf(cheapened.id)).amountCents).toBe(9_999);
    await page.getByRole('link', { name: 'NF-302' }).click();
    await page.getByRole('heading', { level: 1, name: 'Documento NF-302' }).waitFor();
  });

  it('says to who only looks why nothing can be chosen, and what helps where nobody can choose', async () => {
    const { page, open } = clerk;
    const [document] = await register('NF-311');
    await control('POST', `/charges/${document?.chargeId}/edit`, { valueCents: 1_111, tell: false });
    await open('/divergencias?campo=amountCents');
    const reconciled = untilReconciled();
    await page.getByRole('button', { name: 'Conciliar agora' }).click();
    await reconciled;
    await page.route('**/v1/sessions/current', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), role: 'viewer' } });
    });
    await open('/divergencias?campo=amountCents');
    const choice = page.getByRole('button', { name: 'Usar o do Asaas: Valor de NF-311' });
    await choice.waitFor();
    expect(await choice.getAttribute('aria-disabled')).toBe('true');
    expect(await choice.getAttribute('aria-description')).toContain('só de consulta');
    await page.unroute('**/v1/sessions/current');
  });
});

describe('Extrato', () => {
  it('shows what nothing explains first, links a payment to its document, and comes as CSV and OFX', async () => {
    const { page, open, company } = clerk;
    const [paid] = await register('NF-401');
    if (!paid) throw new Error('A document was registered');
    await company.payers.pay(company.asaas.id, [{ chargeId: paid.chargeId, method: 'pix' }]);
    await until('the payment to be booked', async () => (await documentOf(paid.id)).status === 'settled');
    await control('POST', `/accounts/${company.asaas.id}/statement`, {
      type: 'BACEN_JUDICIAL_LOCK',
      valueCents: -777,
      description: 'Bloqueio judicial',
    });
    await open('/extrato');
    const reconciled = untilReconciled();
    await page.getByRole('button', { name: 'Conciliar agora' }).click();
    await reconciled;
    const strange = page.getByRole('table', { name: 'Linhas sem explicação' });
    await strange.getByText('Bloqueio judicial').waitFor();
    await page.getByRole('tab', { name: 'Conferem' }).click();
    await page.waitForURL(/conferencia=booked/);
    const payment = page.getByRole('row', { name: /Cobrança recebida.*NF-401.*R\$\s150,00/ });
    await payment.waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: 'OFX' }).click();
    expect((await saved).suggestedFilename()).toMatch(/^extrato-.*\.ofx$/);
    const csv = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV' }).click();
    expect((await csv).suggestedFilename()).toMatch(/^extrato.*\.csv$/);
    await payment.getByRole('link', { name: 'NF-401' }).click();
    await page.getByRole('heading', { level: 1, name: 'Documento NF-401' }).waitFor();
  });
});
