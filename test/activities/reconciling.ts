import { chargeSweepActivities } from '../../activities/charge-sweep.ts';
import { payerSweepActivities } from '../../activities/payer-sweep.ts';
import { registrationActivities } from '../../activities/registration.ts';
import { sweepBoundsActivities } from '../../activities/sweep-bounds.ts';
import type { Scope } from '../../db/database.ts';
import { findDocument } from '../../db/documents/documents.ts';
import { reconcileNow } from '../../db/statement/reconciliations.ts';
import { asTenant } from '../../db/tenancy.ts';
import type { Workbench } from './workbench.ts';

export interface Ref {
  tenantId: string;
  accountId: string;
}

/** One sweep of an account from its beginning to its end, as the workflow takes its steps. */
export async function sweep(bench: Workbench, { tenantId, accountId }: Ref): Promise<void> {
  const ref = { tenantId, accountId };
  await inTenant(bench, ref, (scope) =>
    reconcileNow(scope, { id: accountId, tenant_id: tenantId, name: 'Conta' }),
  );
  const { beginSweep, endSweep } = sweepBoundsActivities(bench.deps);
  const { sweepCharges, readUnlistedCharges } = chargeSweepActivities(bench.deps);
  const first = await bench.run(beginSweep, ref);
  if (!first) throw new Error('The account has no charges to compare');
  const end = { ...ref, startedAt: first.startedAt, through: first.through };
  let place: typeof first | null = first;
  while (place) place = await bench.run(sweepCharges, { ...ref, place });
  while ((await bench.run(readUnlistedCharges, end)) > 0);
  const { sweepPayers, readUnlistedPayers } = payerSweepActivities(bench.deps);
  let offset: number | null = 0;
  while (offset !== null) offset = await bench.run(sweepPayers, { ...ref, offset });
  while ((await bench.run(readUnlistedPayers, end)) > 0);
  await bench.run(endSweep, end);
}

/** Registers the document as its workflow would. Returns its charge. */
export async function register(bench: Workbench, ref: Ref & { documentId: string }): Promise<string> {
  await bench.run(registrationActivities(bench.deps).registerCharge, ref);
  const document = await inTenant(bench, ref, (scope) => findDocument(scope, ref.documentId));
  return document.charge_id ?? '';
}

export function inTenant<T>(
  bench: Workbench,
  { tenantId }: { tenantId: string },
  work: (scope: Scope) => Promise<T>,
): Promise<T> {
  return asTenant(bench.deps.db, tenantId, work);
}

/** What is listed of a document, the oldest first, in the words that a test compares. */
export async function divergencesOf(bench: Workbench, ref: Ref & { documentId: string }) {
  const rows = await inTenant(bench, ref, (scope) =>
    scope
      .selectFrom('divergences')
      .selectAll()
      .where('document_id', '=', ref.documentId)
      .orderBy('id')
      .execute(),
  );
  return rows.map(({ field, ours, theirs, outcome }) => ({ field, ours, theirs, outcome }));
}

/** The messages that wait for the document's workflow. */
export async function messagesOf(bench: Workbench, ref: Ref & { documentId: string }) {
  const rows = await inTenant(bench, ref, (scope) =>
    scope
      .selectFrom('messages')
      .select(['signal', 'facts'])
      .where('workflow_id', '=', `document/${ref.tenantId}/${ref.documentId}`)
      .orderBy('seq')
      .execute(),
  );
  return rows.map(({ signal, facts }) => ({ signal, facts }));
}

/** Somebody calls Asaas with the account's key, beside us. */
export async function atAsaas(
  bench: Workbench,
  apiKey: string,
  method: string,
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const answer = await fetch(`${bench.simulatorUrl}/v3${path}`, {
    method,
    headers: { access_token: apiKey, 'content-type': 'application/json', 'user-agent': 'test' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Record<string, unknown>;
}
