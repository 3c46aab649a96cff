import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../environment/conditions.ts';
import { control } from '../environment/erp.ts';
import { product } from '../environment/leased-product.ts';
import { openBrowser, openNewcomer } from './clerk.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(() => browser.close());

/** Words of an English interface that no Portuguese one has. */
const english =
  /\b(the|and|of|loading|save|search|filter|status|submit|close|next|previous|settings|home|new|date|amount|due|payer|select|clear|user|password|key|sign|registered|pending|settled|overdue|paid|received|account|amend|send|undefined|null)\b/i;

/** Everything a person can read or hear on the page, less the data that come from elsewhere. */
async function wordsOf(page: Page): Promise<string> {
  return (await page.locator('body').ariaSnapshot()).replace(
    /^\s*- (?!text)[a-z]+(?= |:|$)|\[[a-z]+(=[^\]]*)?\]|\/url: \S+|\/placeholder:|^\s*- text:/gm,
    '',
  );
}

describe('somebody who has never been here', () => {
  it('comes from the first page to a settled document in at most twelve clicks, without a word of English', async () => {
    const { link, key } = await openNewcomer();
    const asaas = await control<Record<'id' | 'agency' | 'account' | 'accountDigit' | 'apiKey', string>>(
      'POST',
      '/accounts',
      {},
    );
    const page = await (await browser.newContext({ locale: 'pt-BR' })).newPage();
    let clicks = 0;
    const read: string[] = [];
    const click = async (role: 'link' | 'button' | 'checkbox', name: string | RegExp) => {
      read.push(await wordsOf(page));
      await page.getByRole(role, { name }).first().click();
      clicks += 1;
    };
    const fill = (name: string, text: string) =>
      page.getByRole('textbox', { name, exact: false }).first().fill(text);

    await page.goto(link);
    clicks += 1;
    await click('link', 'Cadastre a conta corrente do Asaas');
    await fill('Agência', asaas.agency);
    await page.getByRole('textbox', { name: 'Conta', exact: true }).fill(asaas.account);
    await fill('Dígito', asaas.accountDigit);
    await fill('Chave API', asaas.apiKey);
    await click('button', 'Testar a chave e gravar');
    await page.getByText('Webhook ativo').first().waitFor();

    await click('link', 'Contas a receber');
    await click('button', 'Novo documento');
    await fill('Número do documento', 'NF-1');
    await fill('Valor', '150,00');
    await fill('CPF ou CNPJ do pagador', '249.715.637-92');
    await fill('Nome do pagador', 'João da Silva');
    await click('button', 'Incluir documento');
    await click('link', 'Enviar em remessa');
    await click('checkbox', 'Marcar o documento NF-1');
    await click('button', /^Conferir e enviar 1 documento/);
    await click('button', /^Enviar 1 documento/);
    await page.getByText('1 de 1 com resultado').waitFor();
    await click('link', 'NF-1');

    const headers = { authorization: `Bearer ${key}` };
    const { data } = (await (await fetch(`${product.apiUrl}/v1/documents`, { headers })).json()) as {
      data: { chargeId: string }[];
    };
    await until('the payer to pay', async () => {
      await control('POST', `/charges/${data[0]?.chargeId}/pay`, { method: 'pix' });
      return true;
    });
    await page.getByText('Baixado', { exact: true }).first().waitFor();
    read.push(await wordsOf(page));
    expect(clicks).toBeLessThanOrEqual(12);
    for (const words of read) expect(english.exec(words)?.[0] ?? null).toBeNull();
  });
});
