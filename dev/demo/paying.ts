import { waitFor } from './changes.ts';
import type { Company } from './company.ts';
import type { EventFeed } from './event-feed.ts';
import type { Payers } from './payers.ts';
import type { Progress } from './progress.ts';
import type { RegisteredDocument } from './registered-documents.ts';
import type { Roles } from './roles.ts';

const paymentsPerGroup = 8;

/**
 * Payers pay in small groups, news of earlier groups coming in meanwhile. Pix is money at once; a boleto is credited
 * on the next business day, so the clock is moved once every boleto is known to be paid.
 */
export async function receivePayments(
  company: Company,
  feed: EventFeed,
  paid: Roles<RegisteredDocument>['paid'],
  { payers, progress }: { payers: Payers; progress: Progress },
): Promise<void> {
  const all = paid.map(({ document }) => document.id);
  const boletos = paid.flatMap(({ document, method }) => (method === 'boleto' ? [document.id] : []));
  for (let start = 0; start < paid.length; start += paymentsPerGroup) {
    const group = paid.slice(start, start + paymentsPerGroup);
    await payers.pay(
      company.asaas.id,
      group.map(({ document, method }) => ({ chargeId: document.chargeId, method })),
    );
    progress.show(
      `  ${start + group.length} of ${all.length} paid, ${feed.count(all, 'document.settled')} settled (baixados)`,
    );
  }
  await waitFor(
    feed,
    boletos,
    'document.paid',
    'boletos paid, not yet credited (pagos a creditar)',
    progress,
  );
  await payers.letBoletosBeCredited(company.asaas.id);
  progress.print(`  Asaas' calendar says ${await payers.today()}: the boletos are credited`);
  await waitFor(feed, all, 'document.settled', 'settled (baixados)', progress);
}
