import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillSampleCompany } from '../../dev/console/sample-company.ts';
import { screens } from '../../dev/console/screens.ts';
import { answerOf } from '../../dev/demo/public-api.ts';
import { type Clerk, openBrowser, places, seatAt, seatClerk } from './clerk.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Two dozen screens, each judged whole: a minute, or three on a machine that does other work. */
const allScreensMs = 240_000;

let browser: Browser;
let clerk: Clerk;

beforeAll(async () => {
  browser = await openBrowser();
  clerk = await seatClerk(browser);
  await fillSampleCompany(clerk.company, places().simulator);
});

afterAll(() => browser.close());

/** What axe finds against WCAG 2.2 AA on the page, each with the first element it found. */
async function violations(page: Page): Promise<string[]> {
  // Evaluated, not added as a script: our policy lets no page load one.
  await page.evaluate(axe);
  const found = (await page.evaluate(
    (values) =>
      (globalThis as unknown as { axe: { run: (options: object) => Promise<unknown> } }).axe.run({
        runOnly: { type: 'tag', values },
      }),
    rules,
  )) as AxeResults;
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  it(
    'no screen breaks a rule of WCAG 2.2 AA',
    async () => {
      const seat = colorScheme === 'dark' ? await seatAt(browser, clerk.company, { colorScheme }) : clerk;
      const broken: Record<string, string[]> = {};
      for (const [screen, path] of await screens(clerk.company.api)) {
        await seat.open(path);
        await seat.page
          .locator('.mantine-Skeleton-root, .mantine-Loader-root')
          .first()
          .waitFor({ state: 'hidden' });
        const found = await violations(seat.page);
        if (found.length > 0) broken[screen] = found;
      }
      expect(broken).toEqual({});
    },
    allScreensMs,
  );
});

describe('windows above the page', () => {
  it('break no rule either', async () => {
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
      [`/webhooks/${endpoints[0]?.id}`, 'Repetir entregas', 'Trocar o segredo', 'Alterar', 'Excluir'],
    ];
    for (const [path, ...buttons] of windows) {
      await open(path);
      for (const name of buttons) {
        await page.getByRole('button', { name, exact: true }).click();
        await page.getByRole('dialog').waitFor();
        expect(await violations(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
      }
    }
  });
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
