import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf } from '../../dev/demo/public-api.ts';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import { until } from '../environment/conditions.ts';
import { control } from '../environment/erp.ts';
import { type Clerk, openBrowser, seatClerk } from './clerk.ts';

/** The screens on which a clerk says what is sent by itself, and sees who changed what. */
let browser: Browser;
let clerk: Clerk;

beforeAll(async () => {
  browser = await openBrowser();
  clerk = await seatClerk(browser);
});

afterAll(() => browser.close());

const maria = { taxId: '24971563792', name: 'Maria Conceição' };
const padaria = { taxId: '11444777000161', name: 'Padaria São João' };

async function enter(number: string, payer: { taxId: string; name: string }, amountCents = 15_000) {
  const row = {
    erpId: randomUUID(),
    number,
    payer,
    amountCents,
    dueDate: addDays(dateInSaoPaulo(new Date()), 20),
    billingType: 'UNDEFINED' as const,
  };
  const { documents } = await answerOf(
    clerk.company.api.POST('/v1/documents', { body: { documents: [row] } }),
  );
  const id = documents[0]?.id;
  if (!id) throw new Error(`${number} was refused`);
  return id;
}

const documentOf = (id: string) =>
  answerOf(clerk.company.api.GET('/v1/documents/{id}', { params: { path: { id } } }));

const rules = async () => (await answerOf(clerk.company.api.GET('/v1/sending-rules'))).data;

/** Everything below is done by somebody who may only look. */
async function asViewer(work: () => Promise<void>): Promise<void> {
  const { page } = clerk;
  await page.route('**/v1/sessions/current', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), role: 'viewer' } });
  });
  await work();
  await page.unroute('**/v1/sessions/current');
}

describe('Pagadores', () => {
  it('finds a payer by a part of the name, and gives it a default account', async () => {
    const { page, open, company } = clerk;
    await open('/pagadores');
    await page.getByText('Nenhum pagador ainda').waitFor();
    await enter('NF-501', maria);
    await enter('NF-502', padaria);
    await open('/pagadores');
    await page.keyboard.press('F8');
    await page.keyboard.type('conceicao');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=conceicao/);
    await page.getByRole('row', { name: /Padaria/ }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Maria Conceição' }).click();
    await page.getByRole('heading', { level: 1, name: 'Maria Conceição' }).waitFor();
    await page.getByRole('combobox', { name: 'Conta corrente' }).click();
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: 'Gravar a conta padrão' }).dblclick();
    await page.getByText('Conta padrão gravada').waitFor();
    const query = { taxId: maria.taxId };
    const { data } = await answerOf(company.api.GET('/v1/payers', { params: { query } }));
    expect(data.map(({ defaultAccountId }) => defaultAccountId)).toEqual([company.accountId]);
  });

  it('says to who only looks why the account cannot be changed', async () => {
    const { page, open, company } = clerk;
    const [payer] = (await answerOf(company.api.GET('/v1/payers'))).data;
    await asViewer(async () => {
      await open(`/pagadores/${payer?.id}`);
      const save = page.getByRole('button', { name: 'Gravar a conta padrão' });
      expect(await save.getAttribute('aria-description')).toContain('só de consulta');
    });
  });
});

describe('Regras de envio', () => {
  it('tries a rule before it is on, sends by it once it is, and sends nothing after it is off', async () => {
    const { page, open, company } = clerk;
    await open('/regras');
    await page.getByText('Nenhuma regra ainda').waitFor();
    await page.keyboard.press('F2');
    await page.getByRole('textbox', { name: 'Nome' }).fill('Tudo até mil');
    await page.getByRole('radio', { name: 'A conta padrão de cada pagador' }).check();
    await page.getByRole('textbox', { name: 'Valor até' }).fill('1000');
    await page.getByRole('button', { name: 'Simular' }).click();
    const trial = page.getByRole('region', { name: 'Simulação' });
    await trial.getByText('enviaria 1 documento, no total de R$ 150,00').waitFor();
    await trial.getByText('1 documento ficaria de fora').waitFor();
    await trial.getByText(/o pagador não tem conta padrão.*NF-502/).waitFor();
    expect(await rules()).toEqual([]);

    await page.getByRole('button', { name: 'Gravar desligada' }).dblclick();
    await page.getByRole('heading', { level: 1, name: 'Tudo até mil' }).waitFor();
    expect(await rules()).toMatchObject([{ enabled: false, accountId: null, amountToCents: 100_000 }]);
    const before = await enter('NF-503', maria);
    expect((await documentOf(before)).remittanceId).toBeNull();

    await open('/regras');
    await page.getByRole('switch', { name: 'Tudo até mil: desligada' }).click();
    const window = page.getByRole('dialog', { name: 'Ligar a regra Tudo até mil' });
    await window.getByRole('button', { name: 'Ligar e enviar 2 documentos, R$ 300,00' }).dblclick();
    await page.getByRole('switch', { name: 'Tudo até mil: ligada' }).waitFor();
    const small = await enter('NF-504', maria);
    const large = await enter('NF-505', maria, 100_001);
    await until(
      'the document to be registered',
      async () => (await documentOf(small)).status === 'registered',
    );
    const { charges } = await control<{ charges: { id: string }[] }>(
      'GET',
      `/book?account=${company.asaas.id}`,
    );
    expect(charges.map(({ id }) => id)).toContain((await documentOf(small)).chargeId);
    expect((await documentOf(large)).status).toBe('pending');

    await page.getByRole('link', { name: 'Remessas da regra Tudo até mil' }).click();
    await page.waitForURL(/regra=/);
    await page.getByText('Regra: Tudo até mil').waitFor();
    await page
      .getByRole('row', { name: /Concluída/ })
      .first()
      .waitFor();
    await open('/regras');
    await page.getByRole('switch', { name: 'Tudo até mil: ligada' }).click();
    await page.getByRole('switch', { name: 'Tudo até mil: desligada' }).waitFor();
    const after = await enter('NF-506', maria);
    expect((await documentOf(after)).remittanceId).toBeNull();
  });

  it('tells who comes second that the rule has changed, and goes only after a second press', async () => {
    const { page, open, company } = clerk;
    const [rule] = await rules();
    if (!rule) throw new Error('The rule of the test before is there');
    await open(`/regras/${rule.id}`);
    await page.getByText('Simulação').waitFor();
    await company.api.PATCH('/v1/sending-rules/{id}', {
      params: { path: { id: rule.id } },
      body: { priority: 7 },
    });
    await page.getByRole('textbox', { name: 'Nome' }).fill('Outro nome');
    await page.getByRole('button', { name: 'Gravar', exact: true }).click();
    await page.getByRole('alert', { name: 'Alterado nesse meio-tempo' }).waitFor();
    expect(await rules()).toMatchObject([{ name: 'Tudo até mil', priority: 7 }]);
    await open(`/regras/${rule.id}`);
    await page.getByRole('button', { name: 'Excluir' }).click();
    expect(await rules()).toHaveLength(1);
    await page.getByRole('dialog').getByRole('button', { name: 'Excluir' }).click();
    await page.getByText('Nenhuma regra ainda').waitFor();
    expect(await rules()).toEqual([]);
  });

  it('says to who only looks why nothing can be switched', async () => {
    const { page, open, company } = clerk;
    const { id } = await answerOf(company.api.POST('/v1/sending-rules', { body: { name: 'De outra' } }));
    await asViewer(async () => {
      await open('/regras');
      const toggle = page.getByRole('switch', { name: 'De outra: desligada' });
      expect(await toggle.getAttribute('aria-description')).toContain('só de consulta');
      await toggle.press('Space');
      expect(await page.getByRole('dialog').count()).toBe(0);
    });
    await company.api.DELETE('/v1/sending-rules/{id}', { params: { path: { id } } });
  });
});

describe('Auditoria', () => {
  it('shows who, what, before and after, narrows by the address, leads to the thing, and comes as CSV', async () => {
    const { page, open, company } = clerk;
    await company.api.PATCH('/v1/accounts/{id}', {
      params: { path: { id: company.accountId } },
      body: { settings: { fine: { type: 'percentage', percent: 2 } } },
    });
    await open('/auditoria');
    await page.getByRole('row', { name: /Regra excluída Tudo até mil/ }).waitFor();
    await page.getByRole('row', { name: /Regra ligada.*Ligada: Não → Sim/ }).waitFor();
    await page.getByRole('row', { name: /Enviado em remessa NF-504/ }).waitFor();
    await page.getByRole('row', { name: /Pagador alterado Maria Conceição Conta padrão/ }).waitFor();

    await page.keyboard.press('F8');
    await page.getByRole('combobox', { name: 'Em que' }).click();
    await page.getByRole('option', { name: 'Conta corrente' }).click();
    await page.getByRole('button', { name: 'Filtrar' }).click();
    await page.waitForURL(/tipo=account/);
    const changed = page.getByRole('row', { name: /Conta alterada.*Multa: 2%/ });
    await changed.waitFor();
    await page.getByRole('row', { name: /Regra/ }).first().waitFor({ state: 'detached' });
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV' }).click();
    const file = await readFile(await (await saved).path(), 'utf8');
    expect(file).toContain('account.changed');
    expect(file).not.toContain('sending_rule');

    await changed.focus();
    await page.keyboard.press('Enter');
    const window = page.getByRole('dialog', { name: 'Conta alterada' });
    await window.getByRole('row', { name: 'Multa — 2%' }).waitFor();
    await window.getByRole('link', { name: 'Abrir: Conta corrente' }).click();
    await page.waitForURL(new RegExp(`/contas/${company.accountId}`));
  });

  it('narrows by person and by days, and says so when nothing is left', async () => {
    const { page, open } = clerk;
    await open('/auditoria?quem=rule:Tudo+até+mil');
    await page
      .getByRole('row', { name: /Regra Tudo até mil Enviado em remessa/ })
      .first()
      .waitFor();
    expect(await page.getByRole('row', { name: /Regra excluída/ }).count()).toBe(0);
    await open('/auditoria?de=2020-01-01&ate=2020-01-02');
    await page.getByText('Nada com este filtro').waitFor();
  });
});
