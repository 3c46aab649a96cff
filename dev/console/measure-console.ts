import { randomUUID } from 'node:crypto';
import { loadavg } from 'node:os';
import type { Page } from 'playwright-core';
import { readSettings } from '../../config.ts';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import { answerOf } from '../demo/public-api.ts';
import { findRunningStack } from '../stack/stack.ts';
import { StackError } from '../stack/stack-error.ts';
import { openBrowser } from './browser.ts';
import { countBytes } from './count-bytes.ts';
import { figuresOf, observePages, watchFrames } from './page-observer.ts';
import { openSampleCompany, type SampleCompany } from './sample-company.ts';

/**
 * `npm run measure:console`: what a browser says of the console on the stack that runs: weight, first content, time
 * blocked, layout shift, the frames of scrolling through ten thousand documents to the last one, and those of a
 * remittance of ten thousand documents under way.
 */
const stack = findRunningStack(readSettings().DATA_DIR)?.published;
if (!stack?.addresses.simulator) throw new StackError('Start the stack first: npm start');
const { api, simulator } = stack.addresses;
const many = 10_000;
const watchedMs = 60_000;
const company = await openSampleCompany({ api, simulator, adminKey: stack.keys.admin });
await enterMany(company);

const browser = await openBrowser();
const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'pt-BR' });
await observePages(page);
const bytes = await countBytes(page);
const kilobytes = () => Math.round(bytes() / 1_000);
await page.goto(`${api}/console/`);
await page.getByRole('textbox', { name: 'Usuário' }).fill(company.login);
tell('signing in', { ...(await figuresOf(page)), kilobytes: kilobytes() });
await page.getByRole('textbox', { name: 'Senha' }).fill(company.password);
await page.keyboard.press('Enter');
await page.getByRole('region', { name: 'Saúde' }).getByRole('meter').waitFor();
tell('with the Painel', { ...(await figuresOf(page)), kilobytes: kilobytes() });
await page.goto(`${api}/console/documentos`);
await page.locator('tr.row').first().waitFor();
await page.getByText('10.000 documentos').waitFor();
tell('Contas a receber', { ...(await figuresOf(page)), kilobytes: kilobytes() });
tell('scrolling to the last document', await watchFrames(page, () => scrollToEnd(page)));
await watchRemittance(page, company);
await browser.close();

/** The load of the last minute stands beside each figure: times say nothing without it. */
function tell(what: string, figures: object): void {
  console.log(what, { ...figures, load: Math.round((loadavg()[0] ?? 0) * 10) / 10 });
}

async function enterMany({ api: documents }: SampleCompany): Promise<void> {
  for (let at = 0; at < many; at += 1_000) {
    const rows = Array.from({ length: 1_000 }, (_, row) => ({
      erpId: randomUUID(),
      number: `NF-${at + row}`,
      payer: { taxId: '24971563792', name: 'João da Silva' },
      amountCents: 10_000 + row,
      dueDate: addDays(dateInSaoPaulo(new Date()), row % 90),
    }));
    await answerOf(documents.POST('/v1/documents', { body: { documents: rows } }));
  }
}

/** Scrolls by the same way in each frame, as a wheel that is turned, until the last of all rows is there. */
async function scrollToEnd(of: Page): Promise<void> {
  await of.evaluate(
    `new Promise((done) => { const view = document.querySelector('.list-view');
      const turn = () => { view.scrollTop += 240;
        const isAtEnd = view.scrollHeight > ${many * 30} && view.scrollTop + view.clientHeight > view.scrollHeight - 2;
        if (isAtEnd) done(); else requestAnimationFrame(turn); };
      turn(); })`,
  );
}

/** Sends all of them, and looks at the remittance's page for a minute of its way, scrolling up and down meanwhile. */
async function watchRemittance(of: Page, { api: sending, accountId }: SampleCompany): Promise<void> {
  const { id } = await answerOf(
    sending.POST('/v1/remittances', { body: { accountId, filter: { status: ['pending'] } } }),
  );
  await of.goto(`${api}/console/remessas/${id}`);
  await of.getByRole('progressbar', { name: 'Documentos com resultado' }).waitFor();
  await of.locator('tr.row').first().waitFor();
  let readings: Reading[] = [];
  const smoothness = await watchFrames(of, async () => {
    readings = (await of.evaluate(scrollAndRead())) as Reading[];
  });
  const waitsMs = readings.slice(1).map(({ atMs }, at) => atMs - (readings[at]?.atMs ?? atMs));
  tell('a remittance of 10,000 under way, for a minute', {
    ...smoothness,
    doneMeanwhile: (readings.at(-1)?.done ?? 0) - (readings[0]?.done ?? 0),
    timesItChanged: waitsMs.length,
    longestWithoutChangeMs: Math.round(Math.max(0, ...waitsMs)),
  });
}

/** What the page said of how many documents have an outcome, whenever it said something else. */
interface Reading {
  atMs: number;
  done: number;
}

/** Runs in the page, which notes frame by frame what stands there. */
function scrollAndRead(): string {
  return `new Promise((finish) => { const readings = []; const end = performance.now() + ${watchedMs};
  const turn = (now) => { const view = document.querySelector('.list-view');
    view.scrollTop += Math.floor(now / 3_000) % 2 === 0 ? 60 : -60;
    const done = Number(document.querySelector('[role="progressbar"]').getAttribute('aria-valuenow'));
    if (done !== readings.at(-1)?.done) readings.push({ atMs: now, done });
    if (now > end) finish(readings); else requestAnimationFrame(turn); };
  requestAnimationFrame(turn); })`;
}
