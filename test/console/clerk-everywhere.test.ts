import { readFile } from 'node:fs/promises';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilEach } from '../../dev/console/sample-company.ts';
import { answerOf } from '../../dev/demo/public-api.ts';
import { dateInSaoPaulo } from '../../domain/calendar.ts';
import { expectOffender } from '../environment/broken-on-purpose.ts';
import { until } from '../environment/conditions.ts';
import { control } from '../environment/erp.ts';
import { startErpEndpoint } from '../environment/erp-endpoint.ts';
import { product } from '../environment/leased-product.ts';
import { sql } from '../environment/product-database.ts';
import { type Clerk, openBrowser, seatClerk } from './clerk.ts';
import { enterDocuments, registerDocuments } from './registered-documents.ts';

/** What a clerk needs on every screen: the way on, the file, the key. */
let browser: Browser;
let clerk: Clerk;

beforeAll(async () => {
  browser = await openBrowser();
  clerk = await seatClerk(browser);
});

afterAll(() => browser.close());

const documentOf = (id: string) =>
  answerOf(clerk.company.api.GET('/v1/documents/{id}', { params: { path: { id } } }));

describe('Caixa de problemas leads from a cause to all of it:', () => {
  it('a refusal that spans remittances to its documents, and transmits all of them again', async () => {
    const { page, open, company } = clerk;
    const phone = '47999999999';
    const payers = [
      { taxId: '11144477735', name: 'Ana Prado', phone },
      { taxId: '39053344705', name: 'Rui Barros', phone },
    ];
    const ids: string[] = [];
    for (const [at, payer] of payers.entries()) {
      const entered = await enterDocuments(company, [`NF-1${at}`], { payer });
      await company.api.POST('/v1/remittances', {
        body: { accountId: company.accountId, documentIds: entered },
      });
      ids.push(...entered);
    }
    await untilEach(company, ids, ({ status }) => status === 'rejected');
    await open('/problemas');
    const cause = page.getByRole('region', { name: /telefone do pagador/ });
    await cause.getByText('2 documentos').waitFor();
    await cause.getByRole('link', { name: 'Ver os documentos' }).click();
    await page.waitForURL(/documentos\?.*errorCode=/);
    for (const number of ['NF-10', 'NF-11']) await page.getByRole('link', { name: number }).waitFor();
    await page.getByRole('button', { name: /^Retirar o filtro Código da recusa/ }).waitFor();

    await page.goBack();
    await cause.getByRole('button', { name: 'Transmitir novamente todos desta causa' }).click();
    const window = page.getByRole('dialog', { name: 'Transmitir novamente' });
    await window.getByText('de 2 remessas').waitFor();
    await window.getByRole('button', { name: 'Transmitir novamente' }).dblclick();
    await page.getByText('Acompanhe os resultados na remessa.').waitFor();
    await untilEach(company, ids, ({ registration }) => registration.attempts === 2);
  });

  it('a flag, a divergence and a hold to their lists', async () => {
    const { page, open, company } = clerk;
    const [differing, held] = await registerDocuments(company, ['NF-21', 'NF-22']);
    await control('POST', `/charges/${differing?.chargeId}/edit`, { valueCents: 9_999, tell: false });
    await company.api.POST('/v1/accounts/{id}/reconcile', { params: { path: { id: company.accountId } } });
    await untilEach(company, [differing?.id ?? ''], ({ flags }) => 'diverged' in flags);
    await control('PUT', '/faults', {
      rules: [{ accountId: company.asaas.id, method: 'PUT', path: '/v3/payments/*', html403: 'html' }],
    });
    const changed = { params: { path: { id: held?.id ?? '' } }, body: { additionCents: 500 } };
    await company.api.PATCH('/v1/documents/{id}', changed);
    await untilEach(company, [held?.id ?? ''], ({ hold }) => hold !== null);

    for (const [cause, way, address, row] of [
      ['Divergente do Asaas', 'Ver os documentos', /documentos\?flag=diverged/, 'NF-21'],
      [/O valor difere/, 'Ver as divergências', /divergencias\?campo=amountCents/, /NF-21/],
      [/proíbe esta operação/, 'Ver os documentos', /documentos\?hold=forbidden/, 'NF-22'],
    ] as const) {
      await open('/problemas');
      await page.getByRole('region', { name: cause }).getByRole('link', { name: way }).click();
      await page.waitForURL(address);
      await page.getByRole('row').filter({ hasText: row }).waitFor();
      expect(await page.locator('tr.row').count()).toBe(1);
    }
    await page.getByRole('button', { name: 'Retirar o filtro Parado: Operação proibida à chave' }).waitFor();
    await control('DELETE', '/faults');
    await company.api.POST('/v1/accounts/{id}/verify', { params: { path: { id: company.accountId } } });
    await untilEach(company, [held?.id ?? ''], ({ hold }) => hold === null);
  });

  it('a message that nobody took to its error, and sends it again', async () => {
    const { page, open, company } = clerk;
    const [told] = await registerDocuments(company, ['NF-31']);
    // Told once more, it is nothing new to the document.
    await sql(
      `update messages set delivered_at = null, attempts = 3, last_error = 'INVALID_ARGUMENT: too long', parked_at = now()
       where workflow_id = $1 and seq = 1`,
      [`document/${company.tenantId}/${told?.id}`],
    );
    await open('/problemas');
    const cause = page.getByRole('region', { name: /Mensagens que nenhum workflow aceita/ });
    await cause.getByRole('link', { name: 'Ver as mensagens' }).click();
    const row = page.getByRole('row', { name: /NF-31.*INVALID_ARGUMENT: too long.*Só quando você pedir/ });
    await row.getByRole('button', { name: /^Tentar de novo/ }).dblclick();
    await page.getByText('Tudo foi entregue').waitFor();
    await until('the relay to have delivered it', async () => {
      const { data } = await answerOf(company.api.GET('/v1/undelivered-messages'));
      return data.length === 0;
    });
    expect((await documentOf(told?.id ?? '')).status).toBe('registered');
  });
});

describe('the page of a document', () => {
  it('says of a flag what it means, how much it is, and leads to each way out', async () => {
    const { page, open, company } = clerk;
    const [twice] = await registerDocuments(company, ['NF-41']);
    const id = twice?.id ?? '';
    await company.api.PATCH('/v1/documents/{id}', { params: { path: { id } }, body: { additionCents: 700 } });
    await untilEach(company, [id], ({ version, syncedVersion }) => version === syncedVersion);
    await control('POST', `/charges/${twice?.chargeId}/pay`, { method: 'pix', slip: 'previous' });
    const [paid] = await untilEach(company, [id], ({ flagDetails }) => flagDetails.length > 0);
    const detail = paid?.flagDetails.find(({ flag }) => flag === 'superseded_slip_paid');
    if (!detail) throw new Error('The document has no such flag');
    await open(`/documentos/${id}`);
    const note = page.getByRole('group', { name: 'Boleto anterior à alteração pago' });
    await note.getByText(detail.words).waitFor();
    await note.getByText(/Boleto anterior à alteração pago: -R\$\s7,00/).waitFor();
    for (const { words } of detail.cures) await note.getByRole('listitem').getByText(words).waitFor();
    await note.getByRole('link', { name: 'Cobrar o que falta em outro documento.' }).click();
    await page.getByRole('heading', { level: 1, name: 'Novo documento' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'CPF ou CNPJ do pagador' }).inputValue()).toBe(
      '249.715.637-92',
    );
    expect(await page.getByRole('textbox', { name: 'Valor', exact: true }).inputValue()).toMatch(/7,00/);
  });

  it('keeps why a document was altered, when somebody says it', async () => {
    const { page, open, company } = clerk;
    const [id = ''] = await enterDocuments(company, ['NF-42']);
    await open(`/documentos/${id}`);
    await page.getByRole('button', { name: 'Alterar' }).click();
    await page.getByRole('textbox', { name: 'Abatimento' }).fill('10,00');
    await page.getByRole('textbox', { name: 'Motivo' }).fill('Combinado por telefone');
    await page.getByRole('button', { name: 'Gravar a alteração' }).click();
    await page
      .getByRole('region', { name: 'Histórico' })
      .getByText('Motivo: Combinado por telefone')
      .waitFor();
  });
});

describe('Boletos', () => {
  it('come with our own mark: of one document, and of all that is marked in one file', async () => {
    const { page, open, company } = clerk;
    const [one] = await registerDocuments(company, ['NF-61', 'NF-62']);
    const saves = async (press: Locator) => {
      const saved = page.waitForEvent('download');
      await press.click();
      const file = await saved;
      return [file.suggestedFilename(), (await readFile(await file.path())).toString('latin1', 0, 4)];
    };
    await open(`/documentos/${one?.id}`);
    const slip = page.getByRole('region', { name: 'Boleto e Pix' });
    expect(await saves(slip.getByRole('button', { name: 'Boleto (PDF)' }))).toEqual([
      'boleto-NF-61.pdf',
      '%PDF',
    ]);
    await open('/documentos?q=NF-6');
    for (const number of ['NF-61', 'NF-62'])
      await page.getByRole('checkbox', { name: `Marcar o documento ${number}` }).check();
    const bar = page.getByRole('region', { name: 'Ações com os marcados' });
    expect(await saves(bar.getByRole('button', { name: 'Boletos (PDF)' }))).toEqual(['boletos.pdf', '%PDF']);
    expect(await saves(bar.getByRole('button', { name: 'Boletos (ZIP)' }))).toEqual([
      'boletos.zip',
      'PK\u0003\u0004',
    ]);
  });
});

describe('Recebimentos não identificados', () => {
  it('says who paid and why a document is suggested, and settles it when it is assigned', async () => {
    const { page, open, company } = clerk;
    const payer = { taxId: '52998224725', name: 'Dora Lima' };
    const [owed] = await registerDocuments(company, ['NF-51'], { payer });
    const id = owed?.id ?? '';
    await control('POST', `/charges/${owed?.chargeId}/pay`, { method: 'pix', valueCents: 15_000 });
    await open('/recebimentos');
    const row = page.getByRole('row', { name: /Dora Lima/ });
    await row.getByText('529.982.247-25').waitFor();
    const { data } = await answerOf(company.api.GET('/v1/unidentified-receipts'));
    const receipt = data.find(({ payer: who }) => who?.name === 'Dora Lima');
    await row.getByText(receipt?.suggestion?.words ?? 'nothing').waitFor();
    await row.getByRole('button', { name: 'Atribuir' }).click();
    const window = page.getByRole('dialog', { name: /^Atribuir/ });
    await window.getByRole('radio', { name: /NF-51 · Dora Lima/, checked: true }).waitFor();
    await window.getByRole('button', { name: 'Atribuir ao documento' }).dblclick();
    await untilEach(company, [id], ({ status }) => status === 'settled');
    await expectOffender(
      'known_charges',
      receipt?.chargeId ?? '',
      'Nobody here created it, and its money settled the document.',
    );
    await page.getByRole('tab', { name: 'Atribuídos' }).click();
    await page.getByRole('row', { name: /Dora Lima.*NF-51/ }).waitFor();
  });
});

describe('Retorno de cobrança', () => {
  it('shows what each payment gave, cost and lacked, where the screen is wide', async () => {
    const { page, open, company } = clerk;
    const day = dateInSaoPaulo(new Date());
    const period = { accountId: company.accountId, paidFrom: day, paidTo: day };
    const { id } = await answerOf(company.api.POST('/v1/settlement-returns', { body: period }));
    await page.setViewportSize({ width: 1920, height: 900 });
    await open(`/retornos/${id}`);
    for (const name of ['Desconto', 'Juros e multa', 'Diferença'])
      await page.getByRole('columnheader', { name, exact: true }).waitFor();
    await page
      .getByRole('row', { name: /NF-41/ })
      .getByText(/-R\$\s7,00/)
      .waitFor();
    await page.setViewportSize({ width: 1280, height: 800 });
  });
});

describe('Conta corrente and Painel', () => {
  it('tells at any time how a webhook is pasted at Asaas, with the events of keys', async () => {
    const { page, open, company } = clerk;
    await open(`/contas/${company.accountId}`);
    const webhook = page.getByRole('region', { name: 'Webhook' });
    await webhook.getByText('Webhook ativo').waitFor();
    expect(await webhook.getByText('Chaves de API', { exact: true }).isVisible()).toBe(false);
    await webhook.getByText('Como colar no Asaas').click();
    await webhook.getByText('Chaves de API', { exact: true }).waitFor();
    await webhook.getByText(/código por SMS/).waitFor();
  });

  it('counts a document that differs once, and leads from the time of settlement to those documents', async () => {
    const { page, open, company } = clerk;
    const { data } = await answerOf(company.api.GET('/v1/problems'));
    const kinds = data.map(({ kind, code }) => (kind === 'flag' ? code : kind));
    expect(kinds).toEqual(expect.arrayContaining(['diverged', 'divergence']));
    const all = data.reduce((sum, cause) => sum + cause.count, 0);
    const flagged = data.find(({ code }) => code === 'diverged')?.count ?? 0;
    await open('/');
    await page
      .getByRole('link', { name: `Com problema ${all - flagged} ${data.length - 1} causas` })
      .waitFor();
    await page.getByRole('region', { name: 'Do registro à baixa' }).getByRole('link').first().click();
    await page.waitForURL(/documentos\?status=settled&paidFrom=/);
    await page.getByRole('row', { name: /NF-51/ }).waitFor();
  });
});

/** The screens that show one thing, each of a thing of its own. */
async function screens() {
  const { company } = clerk;
  const { api, accountId } = company;
  const [document] = await registerDocuments(company, ['NF-71']);
  const day = dateInSaoPaulo(new Date());
  const period = { accountId, paidFrom: day, paidTo: day };
  const settlementReturn = await answerOf(api.POST('/v1/settlement-returns', { body: period }));
  const erp = await startErpEndpoint();
  const endpoint = await answerOf(api.POST('/v1/webhook-endpoints', { body: { url: erp.url } }));
  return {
    remittance: `/remessas/${(await documentOf(document?.id ?? '')).remittanceId}`,
    settlementReturn: `/retornos/${settlementReturn.id}`,
    endpoint: `/webhooks/${endpoint.id}`,
    erp,
  };
}

describe('on every screen', () => {
  let at: Awaited<ReturnType<typeof screens>>;

  beforeAll(async () => {
    at = await screens();
  });

  afterAll(() => at.erp.goAway());

  it('F2 begins something new and F8 goes to the filter, or to the list that has none, as the help says', async () => {
    const { page, open } = clerk;
    const heading = (name: string) => page.getByRole('heading', { level: 1, name });
    const field = (role: 'textbox' | 'combobox' | 'tab', name: string) =>
      page.getByRole(role, { name }).and(page.locator(':focus'));
    const row = page.locator('tr.row:focus');
    const search = field('textbox', 'Busca');
    const account = field('combobox', 'Conta corrente');
    const begins: [string, Locator | null, Locator][] = [
      ['/documentos', heading('Novo documento'), search],
      ['/remessa', heading('Novo documento'), search],
      ['/remessas', heading('Remessa para Cobrança'), row],
      [at.remittance, heading('Remessa para Cobrança'), field('tab', 'Todos')],
      ['/retornos', account, account],
      [at.settlementReturn, page.getByRole('form', { name: 'Novo retorno' }), field('tab', 'Todos')],
      ['/recebimentos', null, field('tab', 'A atribuir')],
      ['/divergencias', null, field('tab', 'Abertas')],
      ['/problemas', null, page.locator('#content:focus')],
      ['/extrato', null, field('textbox', 'Período')],
      ['/pagadores', null, search],
      ['/regras', heading('Nova regra'), page.locator('#content:focus')],
      ['/contas', heading('Nova conta corrente'), page.locator('#content:focus')],
      ['/eventos', null, field('textbox', 'Até o nº')],
      ['/webhooks', page.getByRole('dialog', { name: 'Novo webhook' }), row],
      [at.endpoint, null, field('tab', 'Todas')],
      ['/auditoria', null, field('combobox', 'Quem')],
      ['/mensagens', null, page.locator('#content:focus')],
    ];
    await open('/');
    await page.keyboard.press('?');
    const help = page.getByRole('table', { name: 'Teclas e o que fazem' });
    await help.getByRole('row', { name: /^F2 Novo:/ }).waitFor();
    await help.getByRole('row', { name: 'F8 Ir para o filtro; sem filtro, para a lista' }).waitFor();
    for (const [path, begun, filter] of begins) {
      await open(path);
      if (filter === row) await page.locator('tr.row').first().waitFor();
      await until(`F8 to be heard on ${path}`, async () => {
        await page.keyboard.press('F8');
        return (await filter.count()) > 0;
      });
      if (!begun) continue;
      await page.keyboard.press('F2');
      await begun.waitFor();
    }
  });

  it('F2 makes a key, and F8 chooses the company, for whoever sells the system', async () => {
    const context = await browser.newContext({ locale: 'pt-BR', viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${product.apiUrl}/console/chaves`);
    await page.getByText('Chave de API', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Chave de API' }).fill(product.adminKey);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Chaves' }).waitFor();
    await page.keyboard.press('F8');
    await page.getByRole('combobox', { name: 'Empresa' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('F2');
    await page.getByRole('dialog', { name: 'Nova chave de API' }).waitFor();
    await context.close();
  });

  it('a list is had as a file, in both formats, of what its filter finds', async () => {
    const { page, open } = clerk;
    const read = async (name: 'CSV' | 'Excel') => {
      const link = page.getByRole('link', { name, exact: true }).first();
      return page.request.get(new URL((await link.getAttribute('href')) ?? '', product.apiUrl).href);
    };
    for (const path of [
      '/documentos?q=NF-5',
      '/remessas',
      at.remittance,
      '/divergencias',
      '/recebimentos?atribuidos=true',
      '/eventos',
      at.endpoint,
      '/auditoria',
      '/pagadores?q=Dora',
      '/retornos',
      at.settlementReturn,
      '/problemas',
      `/extrato`,
    ]) {
      await open(path);
      const [csv, excel] = [await read('CSV'), await read('Excel')];
      expect([path, csv.status(), csv.headers()['content-type']]).toEqual([
        path,
        200,
        'text/csv; charset=utf-8',
      ]);
      expect([path, excel.status(), (await excel.body()).toString('latin1', 0, 2)]).toEqual([
        path,
        200,
        'PK',
      ]);
      if (!path.includes('?q=')) continue;
      expect((await csv.text()).trim().split('\r\n')).toHaveLength(2);
    }
  });
});
