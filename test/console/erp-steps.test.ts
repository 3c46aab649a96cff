import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf } from '../../dev/demo/public-api.ts';
import { dateInSaoPaulo } from '../../domain/calendar.ts';
import { until } from '../environment/conditions.ts';
import { product } from '../environment/leased-product.ts';
import { type Clerk, openBrowser, seatClerk } from './clerk.ts';
import { enterDocuments, registerDocuments } from './registered-documents.ts';

/** The ERP's own table of the integration, row by row, as a clerk does it here. */
let browser: Browser;
let clerk: Clerk;

beforeAll(async () => {
  browser = await openBrowser();
  clerk = await seatClerk(browser);
});

afterAll(() => browser.close());

const today = () => dateInSaoPaulo(new Date());

async function record(number: string, changes: Parameters<typeof enterDocuments>[2] = {}): Promise<string> {
  const [id] = await enterDocuments(clerk.company, [number], changes);
  return id ?? '';
}

async function register(number: string): Promise<{ id: string; chargeId: string }> {
  const [document] = await registerDocuments(clerk.company, [number]);
  if (!document) throw new Error(`${number} was not registered`);
  return document;
}

async function book(): Promise<{ charges: { live: boolean }[] }> {
  const address = `${product.simulatorUrl}/control/book?account=${clerk.company.asaas.id}`;
  return (await fetch(address)).json() as Promise<{ charges: { live: boolean }[] }>;
}

describe('the steps of the ERP, as a clerk', () => {
  it('3: shows the account with its health, and the webhook’s URL to copy', async () => {
    const { page, open } = clerk;
    await open('/contas');
    await page.getByRole('link', { name: /conta de cobrança/ }).click();
    const webhook = page.getByRole('region', { name: 'Webhook' });
    await webhook.getByText('Webhook ativo').waitFor();
    await webhook.getByText('/webhooks/asaas/').waitFor();
    await webhook.getByRole('button', { name: 'Copiar: URL do webhook' }).waitFor();
    await page.getByRole('status').getByText('Homologação').waitFor();
  });

  it('3: switches Asaas’ notices with their price before the eyes', async () => {
    const { page, open, company } = clerk;
    await open(`/contas/${company.accountId}`);
    const notices = page.getByRole('region', { name: 'Avisos aos pagadores' });
    await notices.getByText(/R\$\s0,99 por documento/).waitFor();
    await notices.getByRole('button', { name: 'Ligar os avisos' }).click();
    await notices.getByText('O Asaas avisa os pagadores desta conta').waitFor();
    await notices.getByText(/Mudança concluída em/).waitFor();
    await notices.getByRole('button', { name: 'Desligar os avisos' }).click();
    await notices.getByText('O Asaas não avisa os pagadores').waitFor();
  });

  it('3: chooses by the keyboard which notices go out, and sees at once what they cost', async () => {
    const { page, open, company } = clerk;
    await open(`/contas/${company.accountId}`);
    const notices = page.getByRole('region', { name: 'Avisos aos pagadores' });
    const price = notices.getByRole('status', { name: 'Preço dos avisos' });
    await price.getByText(/R\$\s0,99 por documento/).waitFor();
    await notices.getByRole('checkbox', { name: 'Antes do vencimento: WhatsApp' }).focus();
    await page.keyboard.press('Space');
    await price.getByText(/R\$\s1,54 por documento/).waitFor();
    await notices.getByRole('combobox', { name: 'Antes do vencimento: quando' }).selectOption('5 dias antes');
    await notices.getByRole('button', { name: 'Gravar os avisos' }).press('Enter');
    await notices.getByRole('button', { name: 'Gravar os avisos' }).waitFor({ state: 'detached' });
    await open(`/contas/${company.accountId}`);
    expect(await notices.getByRole('checkbox', { name: 'Antes do vencimento: WhatsApp' }).isChecked()).toBe(
      true,
    );
    expect(await notices.getByRole('combobox', { name: 'Antes do vencimento: quando' }).inputValue()).toBe(
      '5',
    );
    await price.getByText(/R\$\s1,54 por documento/).waitFor();
  });

  it('4: sends what was marked and confirmed, once however often the button is pressed', async () => {
    const { page, open } = clerk;
    await record('NF-4001');
    await record('NF-4002', { amountCents: 25_000 });
    const before = (await book()).charges.length;
    await open('/remessa');
    await page.getByRole('checkbox', { name: 'Marcar o documento NF-4001' }).check();
    await page.getByRole('checkbox', { name: 'Marcar o documento NF-4002' }).check();
    await page.getByRole('button', { name: /Conferir e enviar 2 documentos, R\$\s400,00/ }).click();
    await page.getByRole('button', { name: /^Enviar 2 documentos, R\$\s400,00/ }).dblclick();
    await page.getByRole('heading', { level: 1, name: 'Remessa' }).waitFor();
    await page.getByText('Concluída', { exact: true }).waitFor();
    await page.getByText('2 de 2 com resultado').waitFor();
    expect((await book()).charges.length - before).toBe(2);
    const { data } = await answerOf(clerk.company.api.GET('/v1/remittances'));
    expect(data).toHaveLength(1);
    await open('/remessa');
    await page.getByText('Nada a enviar com este filtro').waitFor();
  });

  it('5: amends with before and after, and sees it reach Asaas by itself', async () => {
    const { page, open } = clerk;
    const { id } = await register('NF-5001');
    await open(`/documentos/${id}`);
    await page.getByRole('button', { name: 'Alterar' }).click();
    await page.getByRole('textbox', { name: 'Acréscimo' }).fill('12,50');
    const changes = page.getByRole('table', { name: 'Antes e depois' });
    await changes.getByText('R$ 12,50').waitFor();
    await changes.getByText('R$ 0,00').waitFor();
    await page.getByRole('button', { name: 'Gravar a alteração' }).click();
    const history = page.getByRole('region', { name: 'Histórico' });
    await history.getByText('Alteração levada ao Asaas').waitFor();
    await history
      .getByText(/Acréscimo: R\$\s0,00 → R\$\s12,50/)
      .first()
      .waitFor();
    const { syncedVersion, version } = await answerOf(
      clerk.company.api.GET('/v1/documents/{id}', { params: { path: { id } } }),
    );
    expect(syncedVersion).toBe(version);
  });

  it('6: has PDF, digitable line and Pix of a registered document', async () => {
    const { page, open } = clerk;
    const { id } = await register('NF-6001');
    await open(`/documentos/${id}`);
    const slip = page.getByRole('region', { name: 'Boleto e Pix' });
    await slip.getByRole('button', { name: 'Boleto (PDF)' }).waitFor();
    await slip.getByRole('link', { name: 'Boleto do Asaas (PDF)' }).waitFor();
    await slip.getByRole('button', { name: 'Copiar: Linha digitável' }).waitFor();
    await slip.getByRole('img', { name: 'QR Code do Pix' }).waitFor();
  });

  it('7: corrects in place what Asaas refused and transmits it again; cancels another', async () => {
    const { page, open } = clerk;
    const phone = '47999999999';
    const ids = [
      await record('NF-7001', { payer: { taxId: '11144477735', name: 'Ana Prado', phone } }),
      await record('NF-7002', { payer: { taxId: '39053344705', name: 'Rui Barros', phone } }),
    ];
    const { api, accountId } = clerk.company;
    await api.POST('/v1/remittances', { body: { accountId, documentIds: ids } });
    await open('/problemas');
    const cause = page.getByRole('region', { name: /telefone do pagador/ });
    await cause.getByText('NF-7002').waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV' }).click();
    expect(await readFile(await (await saved).path(), 'utf8')).toMatch(
      /Recusa do Asaas.*telefone do pagador/,
    );
    const row = cause.getByRole('row', { name: /NF-7001/ });
    await row.getByRole('button', { name: 'Corrigir' }).click();
    await page.getByRole('textbox', { name: 'Telefone com DDD' }).fill('47988887766');
    await page.getByRole('button', { name: 'Transmitir novamente', exact: true }).click();
    await cause.getByText('NF-7001').waitFor({ state: 'detached' });
    await cause.getByRole('link', { name: 'NF-7002' }).click();
    await page.getByRole('button', { name: 'Cancelar', exact: true }).click();
    await page.getByRole('textbox', { name: 'Motivo' }).fill('Venda desfeita');
    await page.getByRole('button', { name: 'Cancelar o documento' }).click();
    await page.getByText('Cancelado', { exact: true }).first().waitFor();
    await open(`/documentos/${ids[0]}`);
    await page.getByText('Registrado', { exact: true }).first().waitFor();
  });

  it('7: cancels what was marked in one go, and says which document was faster', async () => {
    const { page, open, company } = clerk;
    const rows = await Promise.all(['NF-7101', 'NF-7102', 'NF-7103'].map(register));
    await open('/documentos?q=NF-71');
    for (const number of ['NF-7101', 'NF-7102', 'NF-7103'])
      await page.getByRole('checkbox', { name: `Marcar o documento ${number}` }).check();
    await page.getByRole('region', { name: 'Ações com os marcados' }).getByText('Cancelar').click();
    // Somebody amends one of them meanwhile: what she sees of it is stale.
    const changed = { params: { path: { id: rows[2]?.id ?? '' } }, body: { additionCents: 100 } };
    await company.api.PATCH('/v1/documents/{id}', changed);
    const window = page.getByRole('dialog', { name: 'Cancelar 3 documentos' });
    await window.getByRole('textbox', { name: 'Motivo' }).fill('Contrato desfeito');
    await window.getByRole('button', { name: /^Cancelar 3 documentos, R\$\s450,00/ }).dblclick();
    const result = page.getByRole('dialog', { name: 'Cancelamento pedido' });
    await result.getByText('2 cancelamentos pedidos').waitFor();
    await result.getByText(/^NF-7103: /).waitFor();
    const statuses = () =>
      Promise.all(
        rows.map(
          async ({ id }) =>
            (await answerOf(company.api.GET('/v1/documents/{id}', { params: { path: { id } } }))).status,
        ),
      );
    await until(
      'both to be cancelled',
      async () => (await statuses()).filter((each) => each === 'cancelled').length === 2,
    );
    expect(await statuses()).toEqual(['cancelled', 'cancelled', 'registered']);
  });

  it('8: sees a payment settle the document without touching anything', async () => {
    const { page, open } = clerk;
    const { id, chargeId } = await register('NF-8001');
    await open(`/documentos/${id}`);
    await page.getByText('Registrado', { exact: true }).first().waitFor();
    await clerk.company.payers.pay(clerk.company.asaas.id, [{ chargeId, method: 'pix', paidOn: today() }]);
    await page.getByText('Baixado', { exact: true }).first().waitFor();
    await page.getByText('Recebido e baixado').waitFor();
  });

  it('9: settles a period by hand in two steps, without a webhook', async () => {
    const { page, open, company } = clerk;
    const [kept, left] = [await register('NF-9001'), await register('NF-9002')];
    await company.payers.holdWebhooks(company.asaas.id);
    await company.payers.pay(
      company.asaas.id,
      [kept, left].map(({ chargeId }) => ({ chargeId, method: 'pix' as const, paidOn: today() })),
    );
    await open('/retornos');
    await page.getByRole('button', { name: 'Filtrar' }).click();
    await page.getByRole('tab', { name: 'Localizados 2' }).click();
    await page.getByRole('checkbox', { name: 'Marcar o pagamento NF-9002' }).uncheck();
    await page.getByRole('button', { name: 'Processar retorno (1 pagamento)' }).dblclick();
    await page.getByText('1 baixado', { exact: true }).waitFor();
    const row = page.getByRole('row', { name: /NF-9001/ });
    await row.getByText('Baixado', { exact: true }).waitFor();
    const status = async (id: string) =>
      (await answerOf(company.api.GET('/v1/documents/{id}', { params: { path: { id } } }))).status;
    expect(await status(kept.id)).toBe('settled');
    expect(await status(left.id)).toBe('registered');
    await company.payers.releaseWebhooks(company.asaas.id);
    await until('the late webhook to settle the other', async () => (await status(left.id)) === 'settled');
  });
});
