import { addDays } from '../../domain/calendar.ts';
import { answerOf } from '../demo/public-api.ts';
import { customers, documentsAt, laterToday, receivable, record, untilTrue } from './receivables.ts';
import type { Judged, Scene } from './step.ts';

const wantedCount = 12;

/** 4. Documents are filtered, sent through the account, and leave the list of what can be sent. */
export async function sendByFilter(scene: Scene): Promise<Judged> {
  const { company, payers } = scene;
  const today = await laterToday(scene);
  const wanted = Array.from({ length: wantedCount }, (_, at) =>
    // There are customers, so one is at every remainder.
    receivable(`NF-${1001 + at}`, customers[at % customers.length]!, today, 10 + at),
  );
  const later = receivable('NF-1900', customers[0]!, today, 90);
  await record(scene, [...wanted, later]);

  const filter = { dueFrom: addDays(today, 10), dueTo: addDays(today, 9 + wantedCount) };
  const { id } = await answerOf(
    company.api.POST('/v1/remittances', { body: { accountId: company.accountId, filter } }),
  );
  const countsOf = async () =>
    (await answerOf(company.api.GET('/v1/remittances/{id}', { params: { path: { id } } }))).counts;
  await untilTrue(
    async () => (await countsOf()).registered === wantedCount,
    'the remittance to be registered',
  );

  const { charges, calls } = await payers.book(company.asaas.id);
  const live = charges.filter((charge) => charge.live).length;
  const posted = calls['POST /v3/payments'] ?? 0;
  const left = await documentsAt(scene, 'pending');
  return {
    holds: live === wantedCount && posted === wantedCount && left.length === 1,
    happened: `${(await countsOf()).total} documentos enviados pelo filtro, ${left.length} fora dele continua a enviar`,
    book: `${live} cobranças vivas, ${posted} POST /payments`,
  };
}
