import { beforeAll, describe, expect, it } from 'vitest';
import { until } from '../environment/conditions.ts';
import { aDocument, Company, control } from '../environment/erp.ts';
import { product } from '../environment/leased-product.ts';

interface TermsBook {
  charges: {
    id: string;
    fine?: object;
    interest?: object;
    discount?: object;
    daysAfterDueDateToRegistrationCancellation?: number;
  }[];
  customers: { cpfCnpj: string; notificationDisabled: boolean }[];
  calls: Record<string, number>;
}

const defaults = {
  fine: { type: 'percentage', percent: 2 },
  interest: { percentPerMonth: 1 },
  discount: { type: 'fixed', amountCents: 500, daysBeforeDue: 3 },
  daysToCancelRegistration: 30,
};

let company: Company;

beforeAll(async () => {
  company = await Company.open();
  await setDefaults(defaults);
});

async function setDefaults(settings: object): Promise<void> {
  const { status } = await company.call('PATCH', `/v1/accounts/${company.accountId}`, { settings });
  expect(status).toBe(200);
}

const book = () => control<TermsBook>('GET', `/book?account=${company.asaasId}`);

async function bookedCharge(chargeId: string): Promise<TermsBook['charges'][number] | undefined> {
  return (await book()).charges.find((charge) => charge.id === chargeId);
}

const asTheAccountHasIt = {
  fine: { value: 2, type: 'PERCENTAGE' },
  interest: { value: 1 },
  discount: { value: 5, dueDateLimitDays: 3, type: 'FIXED' },
  daysAfterDueDateToRegistrationCancellation: 30,
};

describe('the defaults of an account', () => {
  it('are what Asaas is told of a document that says nothing itself', async () => {
    const { chargeId } = await company.register();
    expect(await bookedCharge(chargeId)).toMatchObject(asTheAccountHasIt);
  });

  it('give way to the document’s own terms, each by itself', async () => {
    const { chargeId } = await company.register(
      aDocument({ fine: { type: 'fixed', amountCents: 321 }, interest: { percentPerMonth: 0.5 } }),
    );
    expect(await bookedCharge(chargeId)).toMatchObject({
      fine: { value: 3.21, type: 'FIXED' },
      interest: { value: 0.5 },
      discount: asTheAccountHasIt.discount,
    });
  });

  it('that change leave a registered document alone until its next amendment', async () => {
    const { id, chargeId } = await company.register();
    await setDefaults({ ...defaults, fine: { type: 'percentage', percent: 1.5 } });
    const next = await company.register();
    expect(await bookedCharge(next.chargeId)).toMatchObject({ fine: { value: 1.5, type: 'PERCENTAGE' } });
    expect(await bookedCharge(chargeId)).toMatchObject(asTheAccountHasIt);
    expect(await company.document(id)).toMatchObject({ version: 1, syncedVersion: 1 });

    await company.call('PATCH', `/v1/documents/${id}`, { additionCents: 100 });
    await until('the amendment', async () => (await company.document(id)).syncedVersion === 2);
    expect(await bookedCharge(chargeId)).toMatchObject({ fine: { value: 1.5, type: 'PERCENTAGE' } });
    await setDefaults(defaults);
  });

  it('that are left out when settings are replaced hold no more', async () => {
    await setDefaults({});
    const { chargeId } = await company.register();
    const charge = await bookedCharge(chargeId);
    expect(charge?.daysAfterDueDateToRegistrationCancellation).toBeUndefined();
    expect(charge).not.toMatchObject({ fine: asTheAccountHasIt.fine });
    await setDefaults(defaults);
  });
});

describe('Asaas’ notices to payers, which cost money', () => {
  const payer = { taxId: '529.982.247-25', name: 'Maria Souza' };
  const other = { taxId: '11144477735', name: 'Pedro Lima' };
  const isSilent = async (taxId: string) => {
    const { customers } = await book();
    const found = customers.filter((each) => each.cpfCnpj === taxId.replace(/\D/g, ''));
    expect(found).toHaveLength(1);
    return found[0]?.notificationDisabled;
  };

  const noticesPath = () => `/v1/accounts/${company.accountId}/notices`;
  const untilApplied = () =>
    until('all payers to be told of', async () => {
      const { body } = await company.call('GET', noticesPath());
      const { payers, told, appliedAt } = body.progress as Record<string, unknown>;
      return appliedAt !== null && told === payers;
    });

  it('are off unless wanted, and a change of mind reaches payers old and new by itself', async () => {
    await company.register(aDocument({ payer }));
    expect(await isSilent(payer.taxId)).toBe(true);
    await company.call('PUT', noticesPath(), { notifyPayers: true });
    await company.register(aDocument({ payer: other }));
    expect(await isSilent(other.taxId)).toBe(false);
    await untilApplied();
    expect(await isSilent(payer.taxId)).toBe(false);

    await setDefaults(defaults);
    await untilApplied();
    expect([await isSilent(payer.taxId), await isSilent(other.taxId)]).toEqual([true, true]);
  });

  it('are wanted for one payer and not for another, whatever the account says', async () => {
    const wanted = { taxId: '15350946056', name: 'Rui Costa' };
    await company.register(aDocument({ payer: { ...wanted, notify: true } }));
    expect(await isSilent(wanted.taxId)).toBe(false);
    // What is left out stays as it was; null does as the account does.
    await company.register(aDocument({ payer: wanted }));
    expect(await isSilent(wanted.taxId)).toBe(false);
    await company.register(aDocument({ payer: { ...wanted, notify: null } }));
    expect(await isSilent(wanted.taxId)).toBe(true);
  });

  it('are switched off for a payer whom Asaas knew already', async () => {
    const { apiKey } = await control<{ apiKey: string }>('POST', `/accounts/${company.asaasId}/keys`);
    const known = { taxId: '39053344705', name: 'Ana Prado' };
    await fetch(`${product.simulatorUrl}/v3/customers`, {
      method: 'POST',
      headers: { access_token: apiKey, 'content-type': 'application/json' },
      body: JSON.stringify({ name: known.name, cpfCnpj: known.taxId }),
    });
    expect(await isSilent(known.taxId)).toBe(false);
    await company.register(aDocument({ payer: known }));
    expect(await isSilent(known.taxId)).toBe(true);
  });

  it('cost no call for a payer whose word stands', async () => {
    await company.register(aDocument({ payer }));
    const before = (await book()).calls;
    await company.register(aDocument({ payer }));
    const { calls } = await book();
    expect(calls['PUT /v3/customers/{id}']).toBe(before['PUT /v3/customers/{id}']);
  });
});
