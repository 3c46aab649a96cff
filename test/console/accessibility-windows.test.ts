import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillSampleCompany } from '../../dev/console/sample-company.ts';
import { answerOf } from '../../dev/demo/public-api.ts';
import { dateInSaoPaulo } from '../../domain/calendar.ts';
import { product } from '../environment/leased-product.ts';
import { sql } from '../environment/product-database.ts';
import { inTheDark, rulesOfColour, violations } from './axe.ts';
import { type Clerk, openBrowser, places, seatClerk, seatVendor } from './clerk.ts';
import { expectWhatScreensShow } from './left-broken.ts';
import { registerDocuments } from './registered-documents.ts';

/** A browser that judges a window on a machine that does other work. */
const patientMs = 240_000;

let browser: Browser;
let clerk: Clerk;
let inCash: string;

beforeAll(async () => {
  browser = await openBrowser();
  clerk = await seatClerk(browser);
  await fillSampleCompany(clerk.company, places().simulator);
  inCash = await receiveInCash();
}, patientMs);

afterAll(async () => {
  await expectWhatScreensShow(clerk.company);
  await browser.close();
});

async function receiveInCash(): Promise<string> {
  const { company } = clerk;
  const [document] = await registerDocuments(company, ['NF-90']);
  const path = { id: document?.id ?? '' };
  const body = { amountCents: 15_000, paidOn: dateInSaoPaulo(new Date()) };
  await answerOf(company.api.POST('/v1/documents/{id}/receive-in-cash', { params: { path }, body }));
  return path.id;
}

/** What breaks a rule of WCAG 2.2 AA in light or in dark colours. */
async function judge(page: Page, within?: string): Promise<string[]> {
  const light = await violations(page, undefined, within);
  return [...light, ...(await inTheDark(page, () => violations(page, rulesOfColour, within)))];
}

const window = '[role="dialog"]';

/** Opens a screen, then what is above it by pressing one after the other. */
async function press(page: Page, ...names: (string | RegExp)[]): Promise<void> {
  for (const name of names) await page.getByRole('button', { name, exact: true }).first().click();
}

const marks = (page: Page) => page.getByRole('checkbox', { name: /^Marcar o documento/ });

describe('a window of a clerk breaks no rule, in light or in dark colours', () => {
  const newest = async (list: '/v1/remittances' | '/v1/webhook-endpoints') =>
    (await answerOf(clerk.company.api.GET(list))).data[0]?.id;

  const windows: [name: string, path: () => Promise<string>, open: (page: Page) => Promise<void>][] = [
    ['the help', async () => '/documentos', (page) => page.keyboard.press('?')],
    [
      'the confirmation of a sending',
      async () => '/remessa',
      async (page) => {
        await marks(page).first().check();
        await press(page, /^Conferir e enviar/);
        await page.getByRole('button', { name: /^Enviar 1 documento/ }).waitFor();
      },
    ],
    ['a correction', async () => '/problemas', (page) => press(page, 'Corrigir')],
    ['undoing cash', async () => `/documentos/${inCash}`, (page) => press(page, 'Desfazer a baixa')],
    [
      'cancelling several',
      async () => '/documentos?status=registered',
      async (page) => {
        await marks(page).nth(0).check();
        await marks(page).nth(1).check();
        await page
          .getByRole('region', { name: 'Ações com os marcados' })
          .getByRole('button', { name: 'Cancelar' })
          .click();
      },
    ],
    [
      'assigning a receipt',
      async () => '/recebimentos',
      async (page) => {
        await press(page, 'Atribuir');
        await page.getByRole('radio').first().waitFor();
      },
    ],
    [
      'transmitting a part of a remittance again',
      async () => `/remessas/${await newest('/v1/remittances')}`,
      async (page) => {
        await marks(page).first().check();
        await page
          .getByRole('region', { name: 'Ações com os marcados' })
          .getByRole('button', { name: 'Transmitir novamente' })
          .click();
      },
    ],
    [
      'a new key of an account',
      async () => `/contas/${clerk.company.accountId}`,
      (page) => press(page, 'Trocar a chave'),
    ],
    [
      'an event of the ERP',
      async () => '/eventos',
      async (page) => {
        await page.getByRole('row').nth(1).focus();
        await page.keyboard.press('Enter');
      },
    ],
    [
      'the question who it is',
      async () => `/webhooks/${await newest('/v1/webhook-endpoints')}`,
      async (page) => {
        await press(page, 'Trocar o segredo');
        await sql(
          `update sessions set confirmed_at = null where user_id in (select id from users where tenant_id = $1)`,
          [clerk.company.tenantId],
        );
        await press(page, 'Criar um segredo novo');
        await page.getByRole('dialog', { name: 'Confirme que é você' }).waitFor();
      },
    ],
    [
      'a session that ended',
      async () => '/contas',
      async (page) => {
        const cookies = await page.context().cookies();
        await page.context().clearCookies();
        await page.getByRole('dialog', { name: 'Sua sessão terminou' }).waitFor();
        await page.context().addCookies(cookies);
      },
    ],
  ];

  it.each(windows)(
    '%s',
    async (_, path, open) => {
      const { page } = clerk;
      await clerk.open(await path());
      await open(page);
      await page.getByRole('dialog').first().waitFor();
      expect(await judge(page, window)).toEqual([]);
    },
    patientMs,
  );
});

describe('a menu breaks no rule', () => {
  it.each([
    ['of a row', ['', /^Ações do documento/]],
    ['of a view', [/Maiores primeiro$/, 'Ações da visão Maiores primeiro']],
    ['of the person', ['', /^Menu de/]],
  ] as const)('%s', async (_, [first, button]) => {
    const { page, open } = clerk;
    await open('/documentos');
    if (first) await press(page, first);
    await press(page, button);
    await page.getByRole('menu').waitFor();
    expect(await judge(page, '[role="menu"]')).toEqual([]);
  });
});

describe('a page outside of the screens breaks no rule', () => {
  it('where nothing is', async () => {
    const { page } = clerk;
    await page.goto(`${product.apiUrl}/console/nada`);
    await page.getByText('Esta página não existe').waitFor();
    expect(await judge(page)).toEqual([]);
  });

  it('where somebody signs in, by password or by key', async () => {
    const page = await (await browser.newContext({ locale: 'pt-BR' })).newPage();
    await page.goto(`${product.apiUrl}/console/`);
    await page.getByRole('textbox', { name: 'Usuário' }).waitFor();
    expect(await judge(page)).toEqual([]);
    await page.getByText('Chave de API', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Chave de API' }).fill('rms_errada');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await judge(page)).toEqual([]);
    await page.context().close();
  });
});

describe('what the vendor sees breaks no rule', () => {
  it('on Chaves de API, with a new key and a new person', async () => {
    const { page, open, leave } = await seatVendor(browser);
    await open('/chaves');
    await page.getByRole('table', { name: 'Pessoas da empresa' }).waitFor();
    expect(await judge(page)).toEqual([]);
    for (const button of ['Nova chave', 'Nova pessoa']) {
      await press(page, button);
      await page.getByRole('dialog').waitFor();
      expect(await judge(page, window)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
    await leave();
  });
});
