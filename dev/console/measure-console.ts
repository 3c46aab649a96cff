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

/** Turns the wheel until the last of all rows is there. Each turn waits for its frame, as a hand does. */
async function scrollToEnd(of: Page): Promise<void> {
  await of.locator('.list-view').hover();
  const atEnd = `(() => { const view = document.querySelector('.list-view');
    return view.scrollTop + view.clientHeight > view.scrollHeight - 2 && view.scrollHeight > ${many * 30}; })()`;
  for (let turns = 0; turns < 3_000 && !(await of.evaluate(atEnd)); turns++) {
    await of.mouse.wheel(0, 600);
    await of.evaluate('new Promise((frame) => requestAnimationFrame(frame))');
  }
  if (!(await of.evaluate(atEnd))) throw new Error('The last row was not reached');
}

/** Sends all of them, and looks at the remittance's page for a minute of its way, scrolling meanwhile. */
async function watchRemittance(of: Page, { api: sending, accountId }: SampleCompany): Promise<void> {
  const { id } = await answerOf(
    sending.POST('/v1/remittances', { body: { accountId, filter: { status: ['pending'] } } }),
  );
  await of.goto(`${api}/console/remessas/${id}`);
  const progress = of.getByRole('progressbar', { name: 'Documentos com resultado' });
  await progress.waitFor();
  await of.locator('tr.row').first().waitFor();
  const readings: { atMs: number; done: number }[] = [];
  const smoothness = await watchFrames(of, async () => {
    await of.locator('.list-view').hover();
    for (const end = Date.now() + watchedMs; Date.now() < end; ) {
      const done = Number(await progress.getAttribute('aria-valuenow'));
      if (done !== readings.at(-1)?.done) readings.push({ atMs: Date.now(), done });
      await of.mouse.wheel(0, readings.length % 2 === 0 ? 300 : -200);
      await of.evaluate('new Promise((frame) => requestAnimationFrame(frame))');
    }
  });
  const waitsMs = readings.slice(1).map(({ atMs }, at) => atMs - (readings[at]?.atMs ?? atMs));
  tell('a remittance of 10,000 under way, for a minute', {
    ...smoothness,
    registeredMeanwhile: (readings.at(-1)?.done ?? 0) - (readings[0]?.done ?? 0),
    timesItChanged: waitsMs.length,
    longestWithoutChangeMs: Math.max(0, ...waitsMs),
  });
}
