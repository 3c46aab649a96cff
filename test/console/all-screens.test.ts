import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillSampleCompany } from '../../dev/console/sample-company.ts';
import { screens } from '../../dev/console/screens.ts';
import { overflow, rulesOfSpace, violations } from './axe.ts';
import { type Clerk, openBrowser, places, seatClerk, turnTo } from './clerk.ts';
import { expectWhatScreensShow } from './left-broken.ts';

/** Three dozen screens, with something on each, on a machine that does other work. */
const allScreensMs = 240_000;

let browser: Browser;
let clerk: Clerk;
const tooWide: Record<string, number> = {};
const tooClose: Record<string, string[]> = {};
const refused: string[] = [];

/** Every screen once, as somebody sees it on a telephone. */
beforeAll(async () => {
  browser = await openBrowser();
  clerk = await seatClerk(browser);
  const { page, company } = clerk;
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) refused.push(message.text());
  });
  await fillSampleCompany(company, places().simulator);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const [screen, path] of await screens(company.api)) {
    await turnTo(page, path);
    const beyond = await overflow(page);
    if (beyond > 0) tooWide[screen] = beyond;
    const close = await violations(page, rulesOfSpace);
    if (close.length > 0) tooClose[screen] = close;
  }
}, allScreensMs);

afterAll(async () => {
  await expectWhatScreensShow(clerk.company);
  await browser.close();
});

describe('no screen', () => {
  it('is wider than a telephone', () => {
    expect(tooWide).toEqual({});
  });

  it('has things to press on a telephone that are too small and too close to each other', () => {
    expect(tooClose).toEqual({});
  });

  it('asks for anything that the policy of the page refuses', () => {
    expect(refused).toEqual([]);
  });
});
