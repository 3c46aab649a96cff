import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillSampleCompany } from '../../dev/console/sample-company.ts';
import { screens } from '../../dev/console/screens.ts';
import { answerOf } from '../../dev/demo/public-api.ts';
import { inTheDark, rulesOfColour, violations } from './axe.ts';
import { type Clerk, openBrowser, places, seatClerk, turnTo } from './clerk.ts';
import { expectWhatScreensShow } from './left-broken.ts';

/** Two dozen screens, each judged whole: half a minute, or some on a machine that does other work. */
const allScreensMs = 240_000;

let browser: Browser;
let clerk: Clerk;

beforeAll(async () => {
  browser = await openBrowser();
  clerk = await seatClerk(browser);
  await fillSampleCompany(clerk.company, places().simulator);
}, allScreensMs);

afterAll(async () => {
  await expectWhatScreensShow(clerk.company);
  await browser.close();
});

/** Every screen is opened once, by the router and not anew, and judged in both colours where it stands. */
async function judgeAllScreens(): Promise<Record<'light' | 'dark', Record<string, string[]>>> {
  const { page, company } = clerk;
  const broken: Awaited<ReturnType<typeof judgeAllScreens>> = { light: {}, dark: {} };
  for (const [screen, path] of await screens(company.api)) {
    await turnTo(page, path);
    const light = await violations(page);
    if (light.length > 0) broken.light[screen] = light;
    const dark = await inTheDark(page, () => violations(page, rulesOfColour));
    if (dark.length > 0) broken.dark[screen] = dark;
  }
  return broken;
}

describe('no screen breaks a rule of WCAG 2.2 AA', () => {
  let broken: Awaited<ReturnType<typeof judgeAllScreens>>;
  beforeAll(async () => {
    broken = await judgeAllScreens();
  }, allScreensMs);

  it.each(['light', 'dark'] as const)('in %s colours', (colours) => {
    expect(broken[colours]).toEqual({});
  });
});

describe('windows above the page', () => {
  it(
    'break no rule either',
    async () => {
      const { page, open, company } = clerk;
      const { data } = await answerOf(
        company.api.GET('/v1/documents', { params: { query: { status: 'registered' } } }),
      );
      const { data: endpoints } = await answerOf(company.api.GET('/v1/webhook-endpoints'));
      const [rule] = (await answerOf(company.api.GET('/v1/sending-rules'))).data;
      const windows: [path: string, ...buttons: (string | RegExp)[]][] = [
        [`/documentos/${data[0]?.id}`, 'Alterar', 'Receber em dinheiro', 'Cancelar'],
        ['/divergencias', /^Usar o do Asaas: Valor/],
        [`/regras/${rule?.id}`, 'Excluir'],
        ['/webhooks', 'Novo webhook'],
        ['/documentos', 'Simulador', 'Guardar visão'],
        [`/webhooks/${endpoints[0]?.id}`, 'Repetir entregas', 'Trocar o segredo', 'Alterar', 'Excluir'],
      ];
      for (const [path, ...buttons] of windows) {
        await open(path);
        for (const name of buttons) {
          await page.getByRole('button', { name, exact: true }).click();
          await page.getByRole('dialog').waitFor();
          expect(await violations(page, undefined, '[role="dialog"]')).toEqual([]);
          await page.keyboard.press('Escape');
          await page.getByRole('dialog').waitFor({ state: 'hidden' });
        }
      }
    },
    allScreensMs,
  );
});

describe('what opens from a list', () => {
  it('breaks no rule either: a dry run before switching on, and one entry of the audit', async () => {
    const { page, open } = clerk;
    await open('/regras');
    await page.getByRole('switch', { name: /desligada/ }).click();
    await page.getByRole('dialog').getByText('Ligada agora').waitFor();
    expect(await violations(page)).toEqual([]);
    await open('/auditoria?tipo=sending_rule');
    await page.getByRole('row').nth(1).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

describe('the report of a file', () => {
  it('breaks no rule either, with rows that were refused', async () => {
    const { page, open } = clerk;
    await open('/importar');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Escolher o arquivo' }).click();
    await (await chooser).setFiles({
      name: 'contas.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Documento;Parcela;Cliente;CPF/CNPJ;Vencimento;Valor\nNF-1;;Ana;1;x;1'),
    });
    await page.getByRole('status').getByText('nada incluído ainda').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
