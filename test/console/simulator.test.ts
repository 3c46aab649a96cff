import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import { control } from '../environment/erp.ts';
import { type Clerk, openBrowser, seatClerk, tabTo } from './clerk.ts';
import { registerDocuments } from './registered-documents.ts';

/** The drawer in which a newcomer plays the payers and lets time pass. */
let browser: Browser;
let clerk: Clerk;

beforeAll(async () => {
  browser = await openBrowser();
  clerk = await seatClerk(browser);
  await registerDocuments(clerk.company, ['NF-501', 'NF-502', 'NF-503', 'NF-504'], {
    dueDate: addDays(dateInSaoPaulo(new Date()), 3),
    fine: { type: 'percentage', percent: 2 },
  });
});

afterAll(async () => {
  // Other files find this product's simulator at today again.
  await control('POST', '/clock/reset');
  await browser.close();
});

describe('the drawer of the simulator', () => {
  it('lets payers pay in each way and time pass, while the page shows what comes of it', async () => {
    const { page, open, company } = clerk;
    await open('/documentos');
    await page.getByRole('button', { name: 'Simulador' }).click();
    const drawer = page.getByRole('dialog', { name: 'Simulador do Asaas' });
    const list = page.getByRole('grid', { name: 'Contas a receber' });

    await drawer.getByRole('button', { name: 'Pagar NF-501: Pix' }).dblclick();
    await drawer.getByRole('region', { name: 'Pagos agora' }).getByText('Baixado').waitFor();
    await list.getByRole('row', { name: /NF-501.*Baixado/ }).waitFor();

    await drawer.getByRole('button', { name: 'Pagar NF-502: Boleto' }).click();
    await list.getByRole('row', { name: /NF-502.*Pago/ }).waitFor();
    await drawer.getByRole('button', { name: 'Passar 7 dias' }).click();
    await list.getByRole('row', { name: /NF-502.*Baixado/ }).waitFor();
    await list.getByRole('row', { name: /NF-503.*Vencido/ }).waitFor();

    await drawer.getByRole('button', { name: 'Pagar NF-503: Só a metade' }).click();
    await drawer.getByRole('link', { name: 'Não identificado' }).waitFor();
    await drawer.getByRole('button', { name: 'Pagar NF-503: Com 5 dias de atraso' }).click();
    await list.getByRole('row', { name: /NF-503.*Baixado/ }).waitFor();

    const { charges } = await control<{ charges: { value: number; status: string }[] }>(
      'GET',
      `/book?account=${company.asaas.id}`,
    );
    const received = charges.filter(({ status }) => status === 'RECEIVED').map(({ value }) => value);
    expect(received.toSorted((a, b) => a - b)).toEqual([75, 150, 150, 153]);
  });

  it('is opened, used and left by the keyboard alone, and gives the focus back', async () => {
    const { page, open } = clerk;
    await open('/documentos');
    await tabTo(page, 'the simulator', 'button:has-text("Simulador")');
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog', { name: 'Simulador do Asaas' });
    await drawer.getByRole('button', { name: 'Pagar NF-504: Pix' }).waitFor();
    await tabTo(page, 'the payer', '[aria-label="Pagar NF-504: Pix"]');
    await page.keyboard.press('Enter');
    await drawer.getByRole('region', { name: 'Pagos agora' }).getByText('Baixado').waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await page.locator('button:has-text("Simulador"):focus').waitFor();
  });
});
