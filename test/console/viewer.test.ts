import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf } from '../../dev/demo/public-api.ts';
import { callApi } from '../../dev/stack/call-api.ts';
import { type Clerk, openBrowser, places, seatAt, seatClerk } from './clerk.ts';
import { registerDocuments } from './registered-documents.ts';

/** A person whose role only reads, at the company of a clerk. */
let browser: Browser;
let clerk: Clerk;
let viewer: Omit<Clerk, 'company'>;
let documentId: string;

const why = 'Seu acesso é só de consulta. Peça a quem administra o papel de operador.';

beforeAll(async () => {
  browser = await openBrowser();
  clerk = await seatClerk(browser);
  const [document] = await registerDocuments(clerk.company, ['NF-1']);
  documentId = document?.id ?? '';
  const rule = { name: 'Tudo', accountId: clerk.company.accountId };
  await answerOf(clerk.company.api.POST('/v1/sending-rules', { body: rule }));
  const person = {
    login: `consulta-${crypto.randomUUID()}@empresa.example`,
    name: 'Vera',
    role: 'viewer',
    password: 'uma senha comprida',
  };
  const { api: url, adminKey } = places();
  await callApi({ url, adminKey }, 'POST', `/tenants/${clerk.company.tenantId}/users`, person);
  viewer = await seatAt(browser, person);
});

afterAll(() => browser.close());

/** Each is in its place, cannot be pressed, and says why to those who come by keyboard, too. */
async function expectReasons(things: Locator[]): Promise<void> {
  for (const thing of things) {
    await thing.first().waitFor();
    expect([
      await thing.first().getAttribute('aria-disabled'),
      await thing.first().getAttribute('aria-description'),
    ]).toEqual(['true', why]);
  }
}

describe('somebody who may only read', () => {
  it.each<[screen: string, path: () => string, buttons: string[]]>([
    ['a document', () => `/documentos/${documentId}`, ['Alterar', 'Receber em dinheiro', 'Cancelar']],
    ['Divergências', () => '/divergencias', ['Conciliar agora']],
    ['Regras de envio', () => '/regras', ['Nova regra']],
    ['Webhooks', () => '/webhooks', ['Novo webhook']],
    ['an account', () => `/contas/${clerk.company.accountId}`, ['Trocar a chave']],
    ['Importar', () => '/importar', ['Escolher o arquivo']],
  ])('reads on %s why each step is not for her', async (_, path, buttons) => {
    const { page, open } = viewer;
    await open(path());
    await expectReasons(buttons.map((name) => page.getByRole('button', { name, exact: true })));
  });

  it('reads it in the menu of a row, and of all that she marked', async () => {
    const { page, open } = viewer;
    await open('/documentos');
    await page.getByRole('button', { name: 'Ações do documento NF-1' }).click();
    await expectReasons(
      ['Alterar', 'Transmitir novamente', 'Cancelar'].map((name) => page.getByRole('menuitem', { name })),
    );
    await page.keyboard.press('Escape');
    await page.getByRole('checkbox', { name: 'Marcar o documento NF-1' }).check();
    const bar = page.getByRole('region', { name: 'Ações com os marcados' });
    await expectReasons([bar.getByRole('button', { name: 'Cancelar' })]);
  });

  it('changes nothing by pressing all the same', async () => {
    const { page, open } = viewer;
    await open(`/documentos/${documentId}`);
    await page.getByRole('button', { name: 'Cancelar', exact: true }).click({ force: true });
    await page.getByRole('button', { name: 'Cancelar', exact: true }).press('Enter');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});
