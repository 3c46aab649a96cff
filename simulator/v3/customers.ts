import {
  type CustomerFields,
  changeCustomer,
  customerObject,
  findCustomer,
  insertCustomer,
} from '../book/customers.ts';
import { invalidAction, refused } from '../refusal.ts';
import { isTaxId, normalizeTaxId } from '../tax-id.ts';
import type { Body, Call, Endpoint } from './call.ts';
import { readFlag, readText } from './fields.ts';
import { listObject, readPage } from './paging.ts';

export const customerEndpoints: Endpoint[] = [
  { method: 'POST', path: '/customers', handle: create },
  { method: 'GET', path: '/customers', handle: list },
  { method: 'GET', path: '/customers/{id}', handle: read },
  { method: 'PUT', path: '/customers/{id}', handle: update },
  { method: 'POST', path: '/customers/{id}', handle: update },
  { method: 'DELETE', path: '/customers/{id}', handle: remove },
  { method: 'POST', path: '/customers/{id}/restore', handle: restore },
];

const keptTexts = [
  'company',
  'phone',
  'mobilePhone',
  'address',
  'addressNumber',
  'complement',
  'province',
  'postalCode',
  'additionalEmails',
  'observations',
  'municipalInscription',
  'stateInscription',
];

/** No de-duplication: the same CPF/CNPJ may come many times, as at Asaas. */
async function create(call: Call): Promise<unknown> {
  const { name, cpfCnpj, ...rest } = readFields(call.body);
  if (!name) throw refused('invalid_name', 'O campo name deve ser informado.');
  if (!cpfCnpj) throw refused('invalid_cpfCnpj', 'O campo cpfCnpj deve ser informado.');
  const customer = await insertCustomer(call, call.account.id, {
    email: null,
    groupName: null,
    externalReference: null,
    notificationDisabled: false,
    foreignCustomer: false,
    ...rest,
    name,
    cpfCnpj,
  });
  return customerObject(customer);
}

async function list(call: Call): Promise<unknown> {
  const { tx, account, query } = call;
  const page = readPage(call);
  const { name, email, cpfCnpj, groupName, externalReference } = query;
  const matching = tx
    .selectFrom('customers')
    .where('accountId', '=', account.id)
    .$if(call.behaviour.deletedInLists === 'hidden', (filtered) => filtered.where('deleted', '=', false))
    .$if(Boolean(name), (filtered) =>
      filtered.where('name', 'ilike', `%${name?.replace(/[\\%_]/g, '\\$&')}%`),
    )
    .$if(Boolean(email), (filtered) => filtered.where('email', '=', email ?? ''))
    .$if(Boolean(cpfCnpj), (filtered) => filtered.where('cpfCnpj', '=', normalizeTaxId(cpfCnpj ?? '')))
    .$if(Boolean(groupName), (filtered) => filtered.where('groupName', '=', groupName ?? ''))
    .$if(Boolean(externalReference), (filtered) =>
      filtered.where('externalReference', '=', externalReference ?? ''),
    );
  const { count } = await matching
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const customers = await matching
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return listObject(page, count, customers.map(customerObject));
}

async function read(call: Call): Promise<unknown> {
  return customerObject(await findCustomer(call, call.account.id, call.params.id ?? ''));
}

async function update(call: Call): Promise<unknown> {
  const customer = await findCustomer(call, call.account.id, call.params.id ?? '');
  const { details, ...fields } = readFields(call.body);
  return customerObject(
    await changeCustomer(call, customer.id, {
      ...fields,
      details: { ...customer.details, ...details },
    }),
  );
}

async function remove(call: Call): Promise<unknown> {
  const customer = await findCustomer(call, call.account.id, call.params.id ?? '');
  if (
    call.behaviour.deleteCustomerWithOpenCharges === 'refused' &&
    (await hasOpenCharge(call, customer.id))
  ) {
    throw invalidAction('O cliente possui cobranças em aberto e não pode ser removido.');
  }
  await changeCustomer(call, customer.id, { deleted: true });
  return { deleted: true, id: customer.id };
}

async function restore(call: Call): Promise<unknown> {
  const customer = await findCustomer(call, call.account.id, call.params.id ?? '');
  return customerObject(await changeCustomer(call, customer.id, { deleted: false }));
}

/** The fields that were given, checked. A wrong document is `invalid_object`, as measured. */
function readFields(body: Body): Partial<CustomerFields> & Pick<CustomerFields, 'details'> {
  const name = readText(body, 'name');
  const foreignCustomer = readFlag(body, 'foreignCustomer');
  const notificationDisabled = readFlag(body, 'notificationDisabled');
  const cpfCnpj = readText(body, 'cpfCnpj');
  const taxId = cpfCnpj ? normalizeTaxId(cpfCnpj) : undefined;
  if (taxId !== undefined && !foreignCustomer && !isTaxId(taxId)) {
    throw refused('invalid_object', 'O CPF/CNPJ informado é inválido.');
  }
  const email = readText(body, 'email');
  if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    throw refused('invalid_email', 'O email informado é inválido.');
  }
  const groupName = readText(body, 'groupName');
  const externalReference = readText(body, 'externalReference');
  return {
    ...(name && { name }),
    ...(taxId && { cpfCnpj: taxId }),
    ...(email !== undefined && { email }),
    ...(groupName !== undefined && { groupName }),
    ...(externalReference !== undefined && { externalReference }),
    ...(notificationDisabled !== undefined && { notificationDisabled }),
    ...(foreignCustomer !== undefined && { foreignCustomer }),
    details: readDetails(body),
  };
}

function readDetails(body: Body): Record<string, string | null> {
  const details: Record<string, string | null> = {};
  for (const field of keptTexts) {
    const text = readText(body, field, 255);
    if (text !== undefined) details[field] = text;
  }
  for (const field of ['phone', 'mobilePhone', 'postalCode']) {
    const text = details[field];
    if (text) details[field] = text.replace(/\D/g, '');
  }
  if (details.mobilePhone && !isMobilePhone(details.mobilePhone)) {
    throw refused('invalid_mobilePhone', 'O celular informado é inválido.');
  }
  if (details.postalCode && details.postalCode.length !== 8) {
    throw refused('invalid_postalCode', 'O CEP informado é inválido.');
  }
  return details;
}

/** Area code, 9, eight digits that are not all the same. */
function isMobilePhone(digits: string): boolean {
  return /^[1-9]\d9\d{8}$/.test(digits) && !/^...(\d)\1{7}$/.test(digits);
}

async function hasOpenCharge({ tx }: Call, customerId: string): Promise<boolean> {
  const open = await tx
    .selectFrom('charges')
    .select('id')
    .where('customerId', '=', customerId)
    .where('deleted', '=', false)
    .where('status', 'in', ['PENDING', 'OVERDUE'])
    .limit(1)
    .executeTakeFirst();
  return open !== undefined;
}
