import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Ends when no colour changes any more: in the middle of a change axe would judge a colour that nobody reads. */
const atRest = `Promise.all(document.getAnimations()
  .filter((animation) => animation instanceof CSSTransition && animation.playState === 'running')
  .map(({ finished }) => finished.catch(() => undefined))).then(() => undefined)`;

/**
 * What axe finds against WCAG 2.2 AA, each with the first element it found: on the page, or in one part of it where the
 * rest was judged before.
 */
export async function violations(
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
export const rulesOfColour = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

/** What a narrow screen can break: targets of 24 px that no other one comes near. */
export const rulesOfSpace = { runOnly: { type: 'rule', values: ['target-size'] } };

/** The page in its dark colours, for as long as `look` looks. */
export async function inTheDark<T>(page: Page, look: () => Promise<T>): Promise<T> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
  const seen = await look();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.locator('html[data-mantine-color-scheme="light"]').waitFor();
  return seen;
}

/** By how many pixels the page is wider than what is seen of it. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
