import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf } from '../../dev/demo/public-api.ts';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import { type Clerk, openBrowser, seatClerk, tabTo } from './clerk.ts';

let browser: Browser;
let clerk: Clerk;

beforeAll(async () => {
  browser = await openBrowser();
  clerk = await seatClerk(browser);
  const documents = ['NF-1', 'NF-2', 'NF-3'].map((number) => ({
    erpId: randomUUID(),
    number,
    payer: { taxId: '24971563792', name: 'João da Silva' },
    amountCents: 15_000,
    dueDate: addDays(dateInSaoPaulo(new Date()), 20),
  }));
  await clerk.company.api.POST('/v1/documents', { body: { documents } });
});

afterAll(() => browser.close());

describe('a clerk without a mouse', () => {
  it('filters by F8 and Enter, marks by Space and Ctrl+A, and sends', async () => {
    const { page, open } = clerk;
    await open('/remessa');
    await page.getByRole('row', { name: /NF-1/ }).waitFor();
    await page.keyboard.press('F8');
    await page.keyboard.type('NF-');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=NF-/);
    await tabTo(page, 'the list', 'tr.row');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    await page.getByText('1 marcado', { exact: false }).waitFor();
    await page.keyboard.press('Control+a');
    await page.getByText('3 marcados', { exact: false }).waitFor();
    await tabTo(page, 'the button that sends', '[data-send]');
    await page.keyboard.press('Enter');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Enviar 3 documentos/ })
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('3 de 3 com resultado').waitFor();
    expect(page.url()).toContain('/remessas/');
  });

  it('finds the help by the question mark, and leaves it by Esc', async () => {
    const { page, open } = clerk;
    await open('/documentos');
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Ctrl + A').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('F2');
    await page.getByRole('heading', { level: 1, name: 'Novo documento' }).waitFor();
  });
});

describe('a document that somebody else alters', () => {
  it('while its window is open is not overwritten: who comes second is told, though the page below read it again', async () => {
    const { page, open, company } = clerk;
    const { data } = await answerOf(company.api.GET('/v1/documents'));
    const id = data[0]?.id ?? '';
    await open(`/documentos/${id}`);
    await page.getByRole('button', { name: 'Alterar' }).click();
    await page.getByRole('textbox', { name: 'Acréscimo' }).fill('10,00');
    const named = { params: { path: { id } } };
    await company.api.PATCH('/v1/documents/{id}', { ...named, body: { additionCents: 500 } });
    await page.locator('[aria-label="Dados"]').getByText('5,00').first().waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Gravar a alteração' }).click();
    await page.getByRole('dialog').getByRole('alert').waitFor();
    const document = await answerOf(company.api.GET('/v1/documents/{id}', named));
    expect(document.additionCents).toBe(500);
  });
});

describe('a session that ends', () => {
  it('keeps what was typed, and goes on where it was after signing in again', async () => {
    const { page, open, company } = clerk;
    await open('/documentos/novo');
    await page.getByRole('textbox', { name: 'Número do documento' }).fill('NF-77');
    await page.getByRole('textbox', { name: 'Valor' }).fill('77,00');
    await page.getByRole('textbox', { name: 'CPF ou CNPJ do pagador' }).fill('249.715.637-92');
    await page.getByRole('textbox', { name: 'Nome do pagador' }).fill('João da Silva');
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Incluir documento' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sua sessão terminou' });
    await dialog.getByRole('textbox', { name: 'Usuário' }).fill(company.login);
    await dialog.getByRole('textbox', { name: 'Senha' }).fill(company.password);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.getByRole('textbox', { name: 'Nome do pagador' }).inputValue()).toBe('João da Silva');
    await page.getByRole('button', { name: 'Incluir documento' }).click();
    await page.getByRole('heading', { level: 1, name: 'Documento NF-77' }).waitFor();
  });
});
