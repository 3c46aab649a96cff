import type { ErpEvent, Settlement } from '../demo/event-feed.ts';
import type { Book } from '../demo/payers.ts';
import { answerOf } from '../demo/public-api.ts';
import type { Scene } from './step.ts';

/** What the ERP was told of money so far. */
export async function settlementsTold({ company }: Scene): Promise<Settlement[]> {
  const events: ErpEvent[] = [];
  for (;;) {
    const after = events.at(-1)?.sequence ?? 0;
    const query = { after, limit: 200 };
    const page = await answerOf(company.api.GET('/v1/events', { params: { query } }));
    if (page.data.length === 0) return events.filter((event) => event.type === 'document.settled');
    events.push(...page.data);
  }
}

/** The sum of what the ERP was told, each charge once. Undefined when a charge was told of twice. */
export function sumTold(settlements: readonly Settlement[]): number | undefined {
  const charges = new Set(settlements.map(({ data }) => data.chargeId));
  if (charges.size !== settlements.length) return undefined;
  return settlements.reduce((cents, { data }) => cents + data.grossCents, 0);
}

/** What the book says was received on these charges. */
export function receivedOn({ charges }: Book, chargeIds: readonly string[]): number {
  const receipts = charges.filter(({ id }) => chargeIds.includes(id)).flatMap((charge) => charge.receipts);
  return receipts.reduce((cents, { valueCents }) => cents + valueCents, 0);
}
