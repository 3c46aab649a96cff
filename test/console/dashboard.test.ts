import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf } from '../../dev/demo/public-api.ts';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import { type Clerk, openBrowser, seatClerk } from './clerk.ts';
import { registerDocuments } from './registered-documents.ts';

let browser: Browser;
let clerk: Clerk;

beforeAll(async () => {
  browser = await openBrowser();
  clerk = await seatClerk(browser);
});

afterAll(() => browser.close());

/** The charge of a registered document of R$ 100,00 that is payable with a discount of R$ 10,00 today. */
async function registerWithDiscount(): Promise<string> {
  const discount = { type: 'fixed' as const, amountCents: 1_000, daysBeforeDue: 0 };
  const [document] = await registerDocuments(clerk.company, ['NF-100'], { amountCents: 10_000, discount });
  return document?.chargeId ?? '';
}

describe('the Painel', () => {
  it('adds up what payers paid today, not what their documents ask for', async () => {
    const { page, open, company } = clerk;
    const chargeId = await registerWithDiscount();
    await company.payers.pay(company.asaas.id, [{ chargeId, method: 'pix' }]);
    await open('/');
    const received = page.getByRole('link', { name: /^Recebidos hoje/ });
    await received.getByText('1 recebimento').waitFor();
    expect((await received.innerText()).replaceAll('\u00a0', ' ')).toContain('R$ 90,00');
    await received.click();
    await page.getByRole('row', { name: /NF-100/ }).waitFor();
  });

  it('says on which day money is expected, and each figure leads to its list', async () => {
    const { page, open, company } = clerk;
    const chargeId = await registerWithDiscount();
    await registerWithDiscount();
    await company.payers.pay(company.asaas.id, [{ chargeId, method: 'boleto' }]);
    await open('/');
    const days = page.getByRole('region', { name: 'Previsão por dia' });
    await days.getByRole('row').nth(2).waitFor();
    const forecast = await answerOf(company.api.GET('/v1/forecast'));
    expect(
      forecast.days.filter(({ count }) => count > 0).map(({ open, paid }) => open?.count || paid.count),
    ).toEqual([1, 1]);
    for (const [row, list] of [
      [1, 'Crédito previsto'],
      [2, 'Vencimento'],
    ] as const) {
      await days
        .getByRole('row')
        .nth(row)
        .getByRole('link', { name: /100,00/ })
        .click();
      await page.getByRole('row', { name: /NF-100/ }).waitFor();
      await page.getByText(new RegExp(`^${list} de `)).waitFor();
      await page.goBack();
      await days.waitFor();
    }
  });

  it('counts days as the API does, even on a machine whose calendar is weeks ahead', async () => {
    const { page, open } = clerk;
    await page.clock.setFixedTime(new Date(Date.now() + 40 * 86_400_000));
    await open('/');
    const today = dateInSaoPaulo(new Date());
    const href = await page.getByRole('link', { name: /^Recebidos hoje/ }).getAttribute('href');
    expect(href).toContain(`paidFrom=${today}&paidTo=${today}`);
    const aging = page.getByRole('region', { name: 'Vencidos há' });
    const first = await aging.getByRole('link').first().getAttribute('href');
    expect(first).toContain(`dueFrom=${addDays(today, -30)}`);
  });
});
