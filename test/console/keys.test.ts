import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { product } from '../environment/leased-product.ts';
import { type Clerk, openBrowser, openNewcomer, seatVendor } from './clerk.ts';

let browser: Browser;
let vendor: Pick<Clerk, 'page' | 'open' | 'leave'>;
let company: { tenantId: string; key: string };

beforeAll(async () => {
  browser = await openBrowser();
  company = await openNewcomer();
  vendor = await seatVendor(browser);
});

afterAll(() => browser.close());

/** What the API answers to somebody with this key. */
const statusBy = async (key: string): Promise<number> =>
  (await fetch(`${product.apiUrl}/v1/accounts`, { headers: { authorization: `Bearer ${key}` } })).status;

describe('the vendor', () => {
  it('makes a key on screen, reads it once, and takes it back by two presses', async () => {
    const { page, open } = vendor;
    await open('/chaves');
    await page.getByRole('button', { name: 'Nova chave' }).click();
    await page.getByRole('textbox', { name: 'Nome' }).fill('ERP da loja');
    await page.getByRole('button', { name: 'Criar a chave' }).click();
    const key = (await page.getByRole('dialog').locator('.code').textContent()) ?? '';
    expect(await statusBy(key)).toBe(200);
    await page.getByRole('button', { name: 'Já copiei' }).click();
    expect(await page.getByText(key).count()).toBe(0);

    const row = page.getByRole('row', { name: /ERP da loja/ });
    await row.getByRole('button', { name: 'Revogar: a chave ERP da loja' }).click();
    const sure = row.getByRole('button', { name: 'Confirmar: para sempre: a chave ERP da loja' });
    await sure.waitFor();
    expect(await statusBy(key)).toBe(200);
    await sure.click();
    await row.getByText(/^Revogada em/).waitFor();
    expect(await statusBy(key)).toBe(401);
    expect(await statusBy(company.key)).toBe(200);
  });

  it('lets a person in on screen, and takes her access back by two presses', async () => {
    const { page, open } = vendor;
    const [login, password] = [`bia-${randomUUID()}@empresa.example`, 'uma senha bem comprida'];
    await open('/chaves');
    await page.getByRole('button', { name: 'Nova pessoa' }).click();
    const window = page.getByRole('dialog', { name: 'Nova pessoa' });
    await window.getByRole('textbox', { name: 'Nome' }).fill('Bia');
    await window.getByRole('textbox', { name: 'Usuário' }).fill(login);
    await window.getByRole('textbox', { name: 'Senha' }).fill(password);
    await window.getByRole('button', { name: 'Criar' }).click();
    const row = page.getByRole('row', { name: new RegExp(login) });
    await row.getByRole('button', { name: 'Retirar o acesso: Bia' }).click();

    // Whoever goes elsewhere meanwhile has decided nothing.
    await page.getByRole('button', { name: 'Nova pessoa' }).focus();
    await row.getByRole('button', { name: 'Retirar o acesso: Bia' }).click();
    expect(await signsIn(login, password)).toBe(201);
    await row.getByRole('button', { name: 'Confirmar: sai já: Bia' }).click();
    await row.getByRole('button', { name: 'Permitir de novo: Bia' }).waitFor();
    expect(await signsIn(login, password)).toBe(401);
  });

  const signsIn = async (login: string, password: string): Promise<number> =>
    (
      await fetch(`${product.apiUrl}/v1/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
        body: JSON.stringify({ login, password }),
      })
    ).status;
});
