import { randomUUID } from 'node:crypto';
import { atAsaas, inTenant, type Ref } from './reconciling.ts';
import type { Workbench } from './workbench.ts';

/** Payers who are known to Asaas, none of them notified. `notify` is what their own rows say. */
export async function payersKnownTo(
  bench: Workbench,
  seed: Ref & { asaasId: string; apiKey: string },
  count: number,
  notifyOf = (_at: number): boolean | null => null,
) {
  const payers: { id: string; taxId: string; customerId: string; notify: boolean | null }[] = [];
  for (let at = 0; at < count; at++) {
    const taxId = cpfOf(at);
    const wish = { name: `Pagador ${at}`, cpfCnpj: taxId, notificationDisabled: true };
    const { id } = await atAsaas(bench, seed.apiKey, 'POST', '/customers', wish);
    payers.push({ id: randomUUID(), taxId, customerId: String(id), notify: notifyOf(at) });
  }
  payers.sort((a, b) => a.id.localeCompare(b.id));
  const own = { tenant_id: seed.tenantId };
  await inTenant(bench, seed, async (scope) => {
    const rows = payers.map(({ id, taxId, notify: wish }) => ({
      ...own,
      id,
      tax_id: taxId,
      name: 'P',
      notify: wish,
    }));
    await scope.insertInto('payers').values(rows).execute();
    const customers = payers.map(({ id, customerId }) => ({
      ...own,
      account_id: seed.accountId,
      payer_id: id,
      customer_id: customerId,
      synced_version: 1,
      notify_payers: false,
    }));
    await scope.insertInto('customers').values(customers).execute();
  });
  await bench.control('POST', '/book/reset-calls', { account: seed.asaasId });
  return payers;
}

/** A CPF with its check digits. */
function cpfOf(at: number): string {
  const digits = [...String(123_456_000 + at)].map(Number);
  for (const length of [9, 10]) {
    const sum = digits.reduce((total, digit, place) => total + digit * (length + 1 - place), 0);
    digits.push(((sum * 10) % 11) % 10);
  }
  return digits.join('');
}
