import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { readSettings } from '../../config.ts';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import { findRunningStack } from '../stack/stack.ts';
import { StackError } from '../stack/stack-error.ts';
import { openBrowser } from './browser.ts';
import { openSampleCompany } from './sample-company.ts';

/**
 * `npm run measure:console`: what a browser says of the console on the stack that runs: weight, first content, time
 * blocked, layout shift, and the frames of scrolling through ten thousand documents.
 */
const stack = findRunningStack(readSettings().DATA_DIR)?.published;
if (!stack?.addresses.simulator) throw new StackError('Start the stack first: npm start');
const { api, simulator } = stack.addresses;
const many = 10_000;
const company = await openSampleCompany({ api, simulator, adminKey: stack.keys.admin });
for (let at = 0; at < many; at += 1_000) {
  const documents = Array.from({ length: 1_000 }, (_, row) => ({
    erpId: randomUUID(),
    number: `NF-${at + row}`,
    payer: { taxId: '24971563792', name: 'João da Silva' },
    amountCents: 10_000 + row,
    dueDate: addDays(dateInSaoPaulo(new Date()), row % 90),
  }));
  await company.api.POST('/v1/documents', { body: { documents } });
}

const browser = await openBrowser();
const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'pt-BR' });
await page.addInitScript(observe);
const bytes = await countBytes(page);
await page.goto(`${api}/console/`);
await page.getByRole('textbox', { name: 'Usuário' }).fill(company.login);
const atFirst = { ...(await figures(page)), kilobytes: Math.round(bytes() / 1_000) };
await page.getByRole('textbox', { name: 'Senha' }).fill(company.password);
await page.keyboard.press('Enter');
await page.getByRole('heading', { level: 1, name: 'Painel' }).waitFor();
await page.goto(`${api}/console/documentos`);
await page.locator('tr.row').first().waitFor();
await page.getByText('10.000 documentos').waitFor();
const list = { ...(await figures(page)), kilobytesInAll: Math.round(bytes() / 1_000) };
console.log({ atFirst, list, scrolling: await scrollToEnd(page) });
await browser.close();

async function countBytes(of: Page): Promise<() => number> {
  const session = await of.context().newCDPSession(of);
  await session.send('Network.enable');
  let sum = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    sum += encodedDataLength;
  });
  return () => sum;
}

/** Runs in the page, before anything else does: notes long tasks and shifts. */
function observe(): void {
  const seen = { blockedMs: 0, shift: 0 };
  Object.assign(globalThis, { seen });
  new PerformanceObserver((entries) => {
    for (const { duration } of entries.getEntries()) seen.blockedMs += Math.max(0, duration - 50);
  }).observe({ type: 'longtask' as never, buffered: true });
  new PerformanceObserver((entries) => {
    for (const entry of entries.getEntries()) seen.shift += (entry as unknown as { value: number }).value;
  }).observe({ type: 'layout-shift' as never, buffered: true });
}

async function figures(of: Page) {
  const [paint, blockedMs, shift] = (await of.evaluate(
    `[performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0, seen.blockedMs, seen.shift]`,
  )) as [number, number, number];
  return { firstContentMs: Math.round(paint), blockedMs: Math.round(blockedMs), shift: shift.toFixed(3) };
}

/** Turns the wheel for as long as there are rows, and looks at how long each frame took. */
async function scrollToEnd(of: Page) {
  await of.evaluate(`(() => { globalThis.frames_ = []; let last = performance.now();
    const note = (now) => { frames_.push(now - last); last = now; requestAnimationFrame(note); }; requestAnimationFrame(note); })()`);
  await of.locator('.list-view').hover();
  for (let turns = 0; turns < 120; turns++) await of.mouse.wheel(0, 1_200);
  const frames = ((await of.evaluate('frames_')) as number[]).sort((one, other) => one - other);
  const at = (share: number) => Math.round(frames[Math.floor((frames.length - 1) * share)] ?? 0);
  return { frames: frames.length, medianMs: at(0.5), p95Ms: at(0.95), worstMs: at(1) };
}
