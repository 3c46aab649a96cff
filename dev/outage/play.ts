import { setTimeout as pause } from 'node:timers/promises';
import { type Company, openCompany } from '../demo/company.ts';
import { exchange } from '../demo/http-json.ts';
import { Payers } from '../demo/payers.ts';
import type { Progress } from '../demo/progress.ts';
import { answerOf } from '../demo/public-api.ts';
import { allDocuments, type ListedDocument } from '../demo/registered-documents.ts';
import { waitUntil } from '../demo/wait-until.ts';
import { enterDocuments } from '../measure/receivables.ts';
import { sendAll } from '../measure/remittance-watch.ts';
import { Erp } from './erp.ts';
import { readBooks } from './read-books.ts';
import type { ThreeBooks } from './three-books.ts';

export interface Stage {
  apiAddress: string;
  adminKey: string;
  simulatorAddress: string;
  progress: Progress;
}

export interface Outage {
  documents: number;
  lastsMs: number;
}

interface Cast {
  company: Company;
  payers: Payers;
  erp: Erp;
}

/** One document in ten of those that are registered is paid, one is amended, one is cancelled while Asaas is away. */
const oneIn = 10;
const additionCents = 990;

/**
 * Sends documents, takes Asaas, its webhooks and the ERP's endpoint away in the middle, and gives them back. Returns the
 * three books when nothing is under way any more. Throws `Stalled` when nothing moves before that.
 */
export async function playOutage(stage: Stage, outage: Outage): Promise<ThreeBooks> {
  const payers = new Payers(stage.simulatorAddress);
  const company = await openCompany(stage.apiAddress, stage.adminKey, payers);
  const cast = { company, payers, erp: new Erp() };
  await openEndpoint(cast);
  try {
    await enterDocuments(company, outage.documents);
    for (const { id, amountCents } of await allDocuments(company.api)) {
      cast.erp.asks.set(id, amountCents);
    }
    await sendAll(company);
    await untilRegistered(stage, cast, Math.ceil(outage.documents / 3));
    await beAway(stage, cast, outage);
    await untilAllAgree(stage, cast);
    return await readBooks(company, payers, cast.erp, await countEvents(company));
  } finally {
    await cast.erp.goAway();
  }
}

async function openEndpoint({ company, erp }: Cast): Promise<void> {
  await erp.listen();
  const { secret } = await answerOf(company.api.POST('/v1/webhook-endpoints', { body: { url: erp.url } }));
  if (secret) erp.trust(secret);
}

async function untilRegistered({ progress }: Stage, { company }: Cast, count: number): Promise<void> {
  await waitUntil(
    async () => {
      const { count: done } = await totals(company, 'registered');
      return { done: done >= count, state: `${done} documents are registered` };
    },
    (state) => progress.show(state),
  );
}

/** Meanwhile payers pay at their banks, and the ERP amends and cancels: nobody there knows of the outage. */
async function beAway({ simulatorAddress, progress }: Stage, cast: Cast, { lastsMs }: Outage): Promise<void> {
  const { company, payers, erp } = cast;
  const registered = await allDocuments(company.api, { status: 'registered' });
  progress.print(
    `Asaas answers 503 from now on, keeps its events back, and the ERP's endpoint is dead, for ${lastsMs / 1_000} s ...`,
  );
  const rule = { method: '*', path: '/v3/**', accountId: company.asaas.id, html503: 'html' };
  await exchange({ method: 'PUT', url: `${simulatorAddress}/control/faults`, body: { rules: [rule] } });
  await payers.holdWebhooks(company.asaas.id);
  await erp.goAway();
  const endsAt = Date.now() + lastsMs;

  const [paid, amended, cancelled] = [0, 1, 2].map((part) =>
    registered.filter((_, at) => at % oneIn === part),
  );
  await payers.pay(
    company.asaas.id,
    (paid ?? []).map(({ chargeId }) => ({ chargeId: chargeId ?? '', method: 'pix' as const })),
  );
  for (const { id, amountCents } of amended ?? []) {
    await company.api.PATCH('/v1/documents/{id}', { params: { path: { id } }, body: { additionCents } });
    erp.asks.set(id, amountCents + additionCents);
  }
  for (const { id } of cancelled ?? []) {
    const body = { reason: 'Venda desfeita' };
    await company.api.POST('/v1/documents/{id}/cancel', { params: { path: { id } }, body });
  }
  progress.print(
    `Meanwhile ${paid?.length} were paid, ${amended?.length} amended and ${cancelled?.length} are to be cancelled.`,
  );

  await pause(Math.max(0, endsAt - Date.now()));
  await exchange({ method: 'PUT', url: `${simulatorAddress}/control/faults`, body: { rules: [] } });
  await exchange({
    method: 'POST',
    url: `${simulatorAddress}/control/webhooks/resume?account=${company.asaas.id}`,
  });
  await erp.listen();
  progress.print('Everything is back. Nobody does anything now.');
}

async function untilAllAgree({ progress }: Stage, { company, erp }: Cast): Promise<void> {
  await waitUntil(
    async () => {
      const documents = await allDocuments(company.api);
      const underWay = documents.filter((document) => !isAtRest(document)).length;
      const told = await countEvents(company);
      return {
        done: underWay === 0 && erp.heard === told,
        state: `${underWay} documents are under way; the ERP heard ${erp.heard} of ${told} events`,
      };
    },
    (state) => progress.show(state),
  );
}

/** Nothing is left to be done for it until a person or a payer acts. */
function isAtRest({ status, version, syncedVersion, cancellation }: ListedDocument): boolean {
  if (status === 'settled' || status === 'cancelled') return true;
  return status === 'registered' && version === syncedVersion && !cancellation?.requestedAt;
}

async function totals({ api }: Company, status: string): Promise<{ count: number }> {
  return answerOf(api.GET('/v1/documents/totals', { params: { query: { status } } }));
}

/** How many events the feed has. They are numbered without a gap. */
async function countEvents({ api }: Company): Promise<number> {
  for (let last = 0; ; ) {
    const query = { after: last, limit: 200 };
    const { data } = await answerOf(api.GET('/v1/events', { params: { query } }));
    const next = data.at(-1)?.sequence;
    if (next === undefined) return last;
    last = next;
  }
}
