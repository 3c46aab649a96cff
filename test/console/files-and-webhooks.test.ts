import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf } from '../../dev/demo/public-api.ts';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import { until } from '../environment/conditions.ts';
import { startErpEndpoint, verify } from '../environment/erp-endpoint.ts';
import { type Clerk, openBrowser, seatClerk } from './clerk.ts';

let browser: Browser;
let clerk: Clerk;

beforeAll(async () => {
  browser = await openBrowser();
  clerk = await seatClerk(browser);
});

afterAll(() => browser.close());

const heading = 'Documento;Parcela;Cliente;CPF/CNPJ;Vencimento;Valor';
const dueDate = addDays(dateInSaoPaulo(new Date()), 30).split('-').reverse().join('/');
const aRow = (number: string, amount = '1.345,56') =>
  `${number};1/1;Açougue São João;249.715.637-92;${dueDate};${amount}`;

const documents = async () =>
  (await answerOf(clerk.company.api.GET('/v1/documents', { params: { query: { sort: 'number' } } }))).data;

describe('Importar', () => {
  /** Chooses a file as an ERP writes it, in Windows-1252. */
  async function choose(...rows: string[]): Promise<void> {
    const { page } = clerk;
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('F2');
    await page.keyboard.press('Enter');
    await (await chooser).setFiles({
      name: 'contas.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([heading, ...rows].join('\r\n'), 'latin1'),
    });
  }

  it('tells line, column and cure of what is refused, and has entered nothing by then', async () => {
    const { page, open } = clerk;
    await open('/importar');
    await choose(aRow('NF-1'), aRow('NF-2', '1.2'), aRow('NF-3'));
    await page.getByRole('status').getByText('nada incluído ainda').waitFor();
    const refused = page.getByRole('row', { name: /^3 Valor .*NF-2;1\/1;Açougue São João/ });
    await refused.waitFor();
    expect(await documents()).toEqual([]);
    await page.getByRole('tab', { name: 'Aceitas 2' }).click();
    await page.getByRole('row', { name: /NF-3;1\/1/ }).waitFor();
  });

  it('enters the corrected file once, and leads to the documents and to their remittance', async () => {
    const { page } = clerk;
    await choose(aRow('NF-1'), aRow('NF-2', '12,00'), aRow('NF-3'));
    await page.getByRole('button', { name: 'Incluir 3 documentos' }).dblclick();
    await page.getByRole('status').getByText('Incluído: 3 documentos novos').waitFor();
    expect((await documents()).map(({ number, amountCents }) => [number, amountCents])).toEqual([
      ['NF-1 1/1', 134_556],
      ['NF-2 1/1', 1_200],
      ['NF-3 1/1', 134_556],
    ]);
    await page.getByRole('link', { name: 'Enviar em remessa os 3 novos' }).click();
    await page.getByRole('button', { name: /Conferir e enviar 3 documentos/ }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Importar' }).waitFor();
    await choose(aRow('NF-1'), aRow('NF-2', '12,00'), aRow('NF-3'));
    await page.getByRole('status').getByText('3 já estavam iguais').waitFor();
  });

  it('refuses a file without the columns as a whole, and offers a model that is accepted', async () => {
    const { page, open } = clerk;
    await open('/importar');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Baixar o modelo' }).click();
    const model = await (await saved).path();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Escolher o arquivo' }).click();
    await (await chooser).setFiles(model);
    await page.getByRole('button', { name: 'Incluir 1 documento' }).waitFor();
    const again = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Escolher o arquivo' }).click();
    await (await again).setFiles({
      name: 'outra.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Documento;Valor\nNF-9;1,00'),
    });
    await page.getByRole('alert').getByText('Vencimento').waitFor();
    expect(await page.getByRole('button', { name: /^Incluir/ }).count()).toBe(0);
  });
});

describe('Webhooks do ERP', () => {
  it('makes an address, shows its secret once, tests it, and sees the signed delivery', async () => {
    const { page, open } = clerk;
    const erp = await startErpEndpoint();
    await open('/webhooks');
    await page.getByText('Nenhum webhook ainda').waitFor();
    await page.keyboard.press('F2');
    await page.getByRole('textbox', { name: 'Endereço (URL)' }).fill(erp.url);
    await page.getByRole('button', { name: 'Criar o webhook' }).dblclick();
    const window = page.getByRole('dialog', { name: 'Webhook criado' });
    const secret = await window.getByText(/^whsec_/).innerText();
    await window.getByRole('button', { name: 'Já copiei' }).click();
    expect(await page.getByText(secret).count()).toBe(0);
    await page.getByRole('link', { name: erp.url }).click();
    await page.getByRole('button', { name: 'Enviar teste' }).dblclick();
    await page.getByRole('row', { name: /Entrega de teste.*Entregue.*1 HTTP 200/ }).waitFor();
    expect(erp.received).toHaveLength(1);
    verify(secret, erp.received[0] as (typeof erp.received)[number]);
    await erp.goAway();
  });

  it('keeps what waits while an address is paused, delivers it after, and repeats one or a range', async () => {
    const { page, open, company } = clerk;
    const { data: endpoints } = await answerOf(company.api.GET('/v1/webhook-endpoints'));
    for (const { id } of endpoints)
      await company.api.DELETE('/v1/webhook-endpoints/{id}', { params: { path: { id } } });
    const erp = await startErpEndpoint();
    const { id } = await answerOf(company.api.POST('/v1/webhook-endpoints', { body: { url: erp.url } }));
    await open(`/webhooks/${id}`);
    await page.getByRole('button', { name: 'Pausar' }).click();
    await page.getByText('Pausado', { exact: true }).first().waitFor();
    const [first] = await documents();
    await company.api.POST('/v1/remittances', {
      body: { accountId: company.accountId, documentIds: [first?.id ?? ''] },
    });
    await until('the document to be registered', async () => (await documents())[0]?.status === 'registered');
    expect(erp.received).toEqual([]);
    await page.getByRole('button', { name: 'Reativar' }).click();
    const row = page.getByRole('row', { name: /Documento registrado/ });
    await row.getByText('Entregue').waitFor();
    const times = () => erp.received.filter(({ body }) => body.type === 'document.registered').length;
    expect(times()).toBe(1);

    await row.getByRole('button', { name: /^Repetir a entrega/ }).dblclick();
    await until('the one delivery to come again', async () => times() === 2);
    // While it is under way it is not repeated.
    const delivered = { status: 'delivered', type: 'document.registered' } as const;
    await until('it to be noted as delivered', async () => {
      const params = { path: { id }, query: delivered };
      const answer = company.api.GET('/v1/webhook-endpoints/{id}/deliveries', { params });
      return (await answerOf(answer)).data.length === 1;
    });
    await page.getByRole('button', { name: 'Repetir entregas' }).click();
    await page.getByRole('button', { name: 'Entregar de novo' }).click();
    await until('the range to come again', async () => times() === 3);
    expect(
      new Set(erp.received.filter(({ body }) => body.type === 'document.registered').map((each) => each.id))
        .size,
    ).toBe(1);

    await page.getByRole('button', { name: 'Trocar o segredo' }).click();
    await page.getByRole('button', { name: 'Criar um segredo novo' }).click();
    await page
      .getByRole('dialog', { name: 'Segredo novo' })
      .getByText(/^whsec_/)
      .waitFor();
    await page.getByRole('button', { name: 'Já copiei' }).click();
    await page.getByRole('button', { name: 'Excluir' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Excluir' }).click();
    await page.getByText('Nenhum webhook ainda').waitFor();
    expect((await answerOf(company.api.GET('/v1/webhook-endpoints'))).data).toEqual([]);
    await erp.goAway();
  });
});
