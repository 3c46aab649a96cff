import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillSampleCompany } from '../../dev/console/sample-company.ts';
import { screens } from '../../dev/console/screens.ts';
import { answerOf } from '../../dev/demo/public-api.ts';
import { type Clerk, openBrowser, places, seatClerk } from './clerk.ts';
import { expectWhatScreensShow } from './left-broken.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

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

/** Ends when no colour changes any more: in the middle of a change axe would judge a colour that nobody reads. */
const atRest = `Promise.all(document.getAnimations()
  .filter((animation) => animation instanceof CSSTransition && animation.playState === 'running')
  .map(({ finished }) => finished.catch(() => undefined))).then(() => undefined)`;

/**
 * What axe finds against WCAG 2.2 AA, each with the first element it found: on the page, or in one part of it where the
 * rest was judged before.
 */
async function violations(
  page: Page,
  run: object = { runOnly: { type: 'tag', values: rules } },
  within = 'html',
) {
  await page.evaluate(atRest);
  // Evaluated, not added as a script: our policy lets no page load one.
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe);
  const found = (await page.evaluate(
    ({ part, options }) =>
      (
        globalThis as unknown as { axe: { run: (part: string, options: object) => Promise<unknown> } }
      ).axe.run(part, options),
    { part: within, options: run },
  )) as AxeResults;
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}

/** What a colour can break. All other rules judge the same elements in light and in dark. */
const rulesOfColour = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

/** Every screen is opened once, by the router and not anew, and judged in both colours where it stands. */
async function judgeAllScreens(): Promise<Record<'light' | 'dark', Record<string, string[]>>> {
  const { page, company } = clerk;
  const broken: Awaited<ReturnType<typeof judgeAllScreens>> = { light: {}, dark: {} };
  for (const [screen, path] of await screens(company.api)) {
    await turnTo(page, path);
    const light = await violations(page);
    if (light.length > 0) broken.light[screen] = light;
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
    const dark = await violations(page, rulesOfColour);
    if (dark.length > 0) broken.dark[screen] = dark;
    await page.emulateMedia({ colorScheme: 'light' });
  }
  return broken;
}

/**
 * Goes to a screen as a link does, by way of an address without a screen: so nothing of the screen before is taken for
 * it. Waits until it shows what it has.
 */
async function turnTo(page: Page, path: string): Promise<void> {
  await page.evaluate(`history.pushState(null, '', '/console/nada')`);
  await page.getByText('Esta página não existe').waitFor();
  await page.evaluate(`history.pushState(null, '', ${JSON.stringify(`/console${path}`)})`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('.mantine-Skeleton-root, .mantine-Loader-root').first().waitFor({ state: 'hidden' });
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
