import { randomUUID } from 'node:crypto';
import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser } from '../../dev/console/browser.ts';
import { openSampleCompany, type SampleCompany } from '../../dev/console/sample-company.ts';
import { answerOf } from '../../dev/demo/public-api.ts';
import { callApi } from '../../dev/stack/call-api.ts';
import { until } from '../environment/conditions.ts';
import { product } from '../environment/leased-product.ts';

/** A clerk at the console: a browser, and the company whose documents are seen there. */
export interface Clerk {
  page: Page;
  company: SampleCompany;
  /** Opens a screen by its address below `/console`. */
  open(path: string): Promise<void>;
  leave(): Promise<void>;
}

export const places = () => ({
  api: product.apiUrl,
  simulator: product.simulatorUrl,
  adminKey: product.adminKey,
});

/**
 * A company of its own, and its clerk signed in by login and password. Its account was reconciled for the first time: that
 * would be taken for what a clerk asks for later.
 */
export async function seatClerk(browser: Browser, look: Look = {}): Promise<Clerk> {
  const company = await openSampleCompany(places());
  const account = { params: { path: { id: company.accountId } } };
  await until('the first reconciliation', async () => {
    const { readAt } = await answerOf(company.api.GET('/v1/accounts/{id}/statement/totals', account));
    return readAt !== null;
  });
  return { ...(await seatAt(browser, company, look)), company };
}

type Look = { colorScheme?: 'dark' };

/** One more browser at the same company. */
export function seatAt(
  browser: Browser,
  { login, password }: Pick<SampleCompany, 'login' | 'password'>,
  look: Look = {},
): Promise<Omit<Clerk, 'company'>> {
  return seat(browser, look, async (page) => {
    await page.getByRole('textbox', { name: 'Usuário' }).fill(login);
    await page.getByRole('textbox', { name: 'Senha' }).fill(password);
  });
}

/** The vendor, signed in by her key. */
export function seatVendor(browser: Browser): Promise<Omit<Clerk, 'company'>> {
  return seat(browser, {}, async (page) => {
    await page.getByText('Chave de API', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Chave de API' }).fill(places().adminKey);
  });
}

async function seat(
  browser: Browser,
  look: Look,
  fillIn: (page: Page) => Promise<void>,
): Promise<Omit<Clerk, 'company'>> {
  const context = await browser.newContext({
    locale: 'pt-BR',
    viewport: { width: 1280, height: 800 },
    ...look,
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await page.goto(`${product.apiUrl}/console/`);
  await fillIn(page);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Painel' }).waitFor();
  return {
    page,
    open: async (path) => {
      await page.goto(`${product.apiUrl}/console${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
    leave: () => context.close(),
  };
}

/** A company without an account, and a link that signs its clerk in once: how somebody meets the product. */
export async function openNewcomer(): Promise<{
  tenantId: string;
  link: string;
  newLink: () => Promise<string>;
  key: string;
}> {
  const { api, adminKey } = places();
  const call = <T>(path: string, body: object) => callApi<T>({ url: api, adminKey }, 'POST', path, body);
  const tenant = await call<{ id: string }>('/tenants', {
    name: 'Empresa Nova',
    taxId: '11222333000181',
    features: ['boleto', 'online_banking'],
  });
  const user = await call<{ id: string }>(`/tenants/${tenant.id}/users`, {
    login: `nova-${randomUUID()}@empresa.example`,
    name: 'Nova',
    role: 'erp',
    password: 'uma senha comprida',
  });
  const newLink = async () => (await call<{ url: string }>(`/users/${user.id}/sign-in-links`, {})).url;
  const { key } = await call<{ key: string }>(`/tenants/${tenant.id}/api-keys`, { name: 'ERP', role: 'erp' });
  return { tenantId: tenant.id, link: await newLink(), newLink, key };
}

/**
 * Goes to a screen as a link does, by way of an address without a screen: so nothing of the screen before is taken for
 * it. Waits until it shows what it has.
 */
export async function turnTo(page: Page, path: string): Promise<void> {
  await page.evaluate(`history.pushState(null, '', '/console/nada')`);
  await page.getByText('Esta página não existe').waitFor();
  await page.evaluate(`history.pushState(null, '', ${JSON.stringify(`/console${path}`)})`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('.mantine-Skeleton-root, .mantine-Loader-root').first().waitFor({ state: 'hidden' });
}

/** Tabs on until the thing that has the focus is as wanted, as a person without a mouse does. */
export async function tabTo(page: Page, what: string, isThere: string): Promise<void> {
  await page.locator(isThere).first().waitFor({ state: 'attached' });
  for (let presses = 0; presses < 80; presses++) {
    if ((await page.locator(`${isThere}:focus`).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not reach ${what}`);
}

/**
 * Tabs on until the thing has the focus, and demands that a person sees it there. Begins at the content: the link that
 * skips the menu is the first of every screen.
 */
export async function reach(page: Page, thing: Locator): Promise<void> {
  await thing.first().waitFor({ state: 'attached' });
  const there = thing.and(page.locator(':focus'));
  for (let presses = 0; presses < 80; presses++) {
    if ((await there.count()) > 0) return demandVisibleFocus(page, thing);
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not reach ${thing}`);
}

/** Opens a screen and skips its menu, by keys. */
export async function openAndSkip({ page, open }: Clerk, path: string): Promise<void> {
  await open(path);
  await page.keyboard.press('Tab');
  await page.locator('.skip-link:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('#content:focus').waitFor();
}

/** What stands out: the thing itself, what is drawn beside or around a hidden input, or the cells of a row. */
const focusIsSeen = `(() => {
  const at = document.activeElement;
  return [at, at.nextElementSibling, at.querySelector('td'), at.closest('label'), at.parentElement].some((each) => {
    if (!each) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none' || each.matches('input, textarea');
  });
})()`;

async function demandVisibleFocus(page: Page, thing: Locator): Promise<void> {
  if (!(await page.evaluate(focusIsSeen))) throw new Error(`The focus on ${thing} cannot be seen`);
}

export { openBrowser };
