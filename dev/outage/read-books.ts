import type { Company } from '../demo/company.ts';
import type { Payers } from '../demo/payers.ts';
import { allDocuments } from '../demo/registered-documents.ts';
import type { Erp } from './erp.ts';
import type { Received, SideOfTheBook, ThreeBooks } from './three-books.ts';

/** The same documents as Asaas, Remessa and the ERP have them, each asked by itself. */
export async function readBooks(
  company: Company,
  payers: Payers,
  erp: Erp,
  told: number,
): Promise<ThreeBooks> {
  return {
    asaas: await readAsaas(payers, company.asaas.id),
    remessa: await readRemessa(company),
    erp: readErp(erp),
    events: { told, heard: erp.heard },
  };
}

async function readAsaas(payers: Payers, accountId: string): Promise<SideOfTheBook> {
  const { charges } = await payers.book(accountId);
  const live = charges.filter((charge) => charge.live);
  const received = live.flatMap(({ id, receipts }): [string, Received][] => {
    if (receipts.length === 0) return [];
    const grossCents = sum(receipts.map(({ valueCents }) => valueCents));
    const feeCents = sum(receipts.map((receipt) => receipt.feeCents));
    return [[id, { grossCents, feeCents, netCents: grossCents - feeCents }]];
  });
  return {
    charges: live.map(({ id }) => id),
    received: new Map(received),
    cancelled: charges.length - live.length,
    askedCents: sum(live.map(({ value }) => Math.round(value * 100))),
  };
}

async function readRemessa({ api }: Company): Promise<SideOfTheBook> {
  const documents = await allDocuments(api);
  const standing = documents.filter(({ status }) => status !== 'cancelled');
  return {
    charges: standing.map(({ chargeId }) => chargeId ?? 'none'),
    received: new Map(
      standing.flatMap(({ chargeId, settlement }): [string, Received][] =>
        settlement ? [[chargeId ?? 'none', amountsOf(settlement)]] : [],
      ),
    ),
    cancelled: documents.length - standing.length,
    askedCents: sum(standing.map(({ amountCents, additionCents }) => amountCents + additionCents)),
  };
}

function readErp({ book, asks }: Erp): SideOfTheBook {
  const standing = [...book].filter(([, { isCancelled }]) => !isCancelled);
  return {
    charges: standing.map(([, { chargeId }]) => chargeId ?? 'none'),
    received: new Map(
      standing.flatMap(([, { chargeId, settled }]): [string, Received][] =>
        settled ? [[chargeId ?? 'none', settled]] : [],
      ),
    ),
    cancelled: book.size - standing.length,
    askedCents: sum(standing.map(([documentId]) => asks.get(documentId) ?? 0)),
  };
}

function amountsOf({ grossCents, feeCents, netCents }: Received): Received {
  return { grossCents, feeCents, netCents };
}

function sum(cents: number[]): number {
  return cents.reduce((total, each) => total + each, 0);
}
