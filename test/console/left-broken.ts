import type { SampleCompany } from '../../dev/console/sample-company.ts';
import { answerOf } from '../../dev/demo/public-api.ts';
import { expectOffender } from '../environment/broken-on-purpose.ts';

/** Tells the audit after the run what screens show of a company and nobody mends: money blocked by a court, and refusals that its ERP does not take. */
export async function expectWhatScreensShow({ api, accountId }: SampleCompany): Promise<void> {
  const { data: lines } = await answerOf(
    api.GET('/v1/accounts/{id}/statement', {
      params: { path: { id: accountId }, query: { explanation: 'unexplained' } },
    }),
  );
  for (const { lineId, providerType } of lines)
    if (providerType === 'BACEN_JUDICIAL_LOCK')
      await expectOffender('statement_explained', lineId, 'Extrato shows money that a court blocked.');

  const { data: endpoints } = await answerOf(api.GET('/v1/webhook-endpoints'));
  for (const { id } of endpoints) {
    const params = { path: { id }, query: { status: 'waiting', type: 'document.rejected' } } as const;
    const { data } = await answerOf(api.GET('/v1/webhook-endpoints/{id}/deliveries', { params }));
    for (const { sequence } of data)
      await expectOffender('feed_delivered', `${id}/${sequence}`, 'The sample ERP takes no refusals.');
  }
}
