import { mkdirSync, rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { readSettings } from '../../config.ts';
import { projectRoot } from '../project.ts';
import { findRunningStack, startStack } from '../stack/stack.ts';
import { openBrowser } from './browser.ts';
import { fillSampleCompany, openSampleCompany, type SampleCompany } from './sample-company.ts';
import { screens } from './screens.ts';

/**
 * `npm run screenshots`: every screen with data, empty, loading and failing, light and dark, at a desk and on a phone,
 * into `screenshots/`, which is not kept. Uses the stack that runs, or one of its own.
 */
const folder = `${projectRoot}screenshots`;
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const settings = readSettings();
const own = findRunningStack(settings.DATA_DIR)?.published
  ? undefined
  : await startStack(settings, { log: (line) => console.log(line) });
const stack = own ?? findRunningStack(settings.DATA_DIR)?.published;
if (!stack?.addresses.simulator) throw new Error('The simulator is needed: start without ASAAS_SANDBOX_URL.');
const { api, simulator } = stack.addresses;
const browser = await openBrowser();
try {
  const places = { api, simulator, adminKey: stack.keys.admin };
  const full = await openSampleCompany(places);
  await fillSampleCompany(full, simulator);
  const empty = await openSampleCompany(places);
  await takeAll(browser, full, 'dados', { colorScheme: 'light' });
  await takeAll(browser, full, 'escuro', { colorScheme: 'dark' });
  await takeAll(browser, full, 'celular', { colorScheme: 'light', viewport: { width: 390, height: 844 } });
  await takeAll(browser, empty, 'vazio', { colorScheme: 'light' });
  await takeAll(browser, full, 'carregando', { colorScheme: 'light' }, stall);
  await takeAll(browser, full, 'falha', { colorScheme: 'light' }, fail);
} finally {
  await browser.close();
  await own?.stop();
}
console.log(`The pictures are in ${folder}.`);

type Look = { colorScheme: 'light' | 'dark'; viewport?: { width: number; height: number } };

async function takeAll(
  from: Browser,
  company: SampleCompany,
  name: string,
  look: Look,
  disturb?: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await from.newContext({ locale: 'pt-BR', viewport: { width: 1280, height: 800 }, ...look });
  const page = await context.newPage();
  await page.goto(`${api}/console/`);
  if (!disturb) await page.screenshot({ path: `${folder}/entrar-${name}.png` });
  await page.getByRole('textbox', { name: 'Usuário' }).fill(company.login);
  await page.getByRole('textbox', { name: 'Senha' }).fill(company.password);
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Painel' }).waitFor();
  const paths = await screens(company.api);
  if (disturb) await disturb(page);
  for (const [screen, path] of paths) {
    await page.goto(`${api}/console${path}`, { waitUntil: disturb ? 'commit' : 'load' });
    await page.getByRole('navigation').waitFor();
    if (disturb === fail)
      await page
        .getByRole('alert')
        .first()
        .waitFor({ timeout: 12_000 })
        .catch(() => {});
    else if (disturb) await page.waitForTimeout(900);
    else await page.waitForLoadState('networkidle').catch(() => {});
    await page.screenshot({ path: `${folder}/${screen}-${name}.png` });
  }
  await context.close();
}

/** The lists never come: pictures of waiting. */
async function stall(page: Page): Promise<void> {
  await page.route(/\/v1\/(?!sessions|accounts\?)/, () => {});
}

/** The lists cannot be read: pictures of failing. */
async function fail(page: Page): Promise<void> {
  await page.route(/\/v1\/(?!sessions|accounts\?)/, (route) => route.abort());
}
