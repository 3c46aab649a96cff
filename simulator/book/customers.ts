import { sql } from 'kysely';
import { customerId } from '../ids.ts';
import { notFound } from '../refusal.ts';
import type { Customer } from '../store/schema.ts';
import type { Entry } from './entry.ts';
import { insertNotifications } from './notifications.ts';

export type CustomerFields = Pick<
  Customer,
  | 'name'
  | 'cpfCnpj'
  | 'email'
  | 'groupName'
  | 'externalReference'
  | 'notificationDisabled'
  | 'foreignCustomer'
  | 'details'
>;

export async function insertCustomer(
  { tx, today }: Entry,
  accountId: string,
  { details, ...fields }: CustomerFields,
): Promise<Customer> {
  const { rows } = await sql<{ number: number }>`select nextval('customer_numbers') as number`.execute(tx);
  const customer = await tx
    .insertInto('customers')
    .values({
      ...fields,
      // A select of nextval always yields one row.
      id: customerId(rows[0]!.number),
      accountId,
      dateCreated: today,
      details: JSON.stringify(details),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await insertNotifications(tx, customer.id);
  return customer;
}

/** The account's customer, deleted or not. Throws 404 for one that is unknown or another account's. */
export async function findCustomer({ tx }: Entry, accountId: string, id: string): Promise<Customer> {
  const customer = await tx
    .selectFrom('customers')
    .selectAll()
    .where('id', '=', id)
    .where('accountId', '=', accountId)
    .executeTakeFirst();
  if (!customer) throw notFound();
  return customer;
}

export async function changeCustomer(
  { tx }: Entry,
  id: string,
  { details, ...fields }: Partial<CustomerFields & { deleted: boolean }>,
): Promise<Customer> {
  return tx
    .updateTable('customers')
    .set({ ...fields, ...(details && { details: JSON.stringify(details) }) })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The customer object; keys and their order follow a captured answer. City and state stay unknown. */
export function customerObject(customer: Customer): Record<string, unknown> {
  const detail = (name: string) => customer.details[name] ?? null;
  return {
    object: 'customer',
    id: customer.id,
    dateCreated: customer.dateCreated,
    name: customer.name,
    email: customer.email,
    company: detail('company'),
    phone: detail('phone'),
    mobilePhone: detail('mobilePhone'),
    address: detail('address'),
    addressNumber: detail('addressNumber'),
    complement: detail('complement'),
    province: detail('province'),
    postalCode: detail('postalCode'),
    cpfCnpj: customer.cpfCnpj,
    personType: customer.cpfCnpj.length === 11 ? 'FISICA' : 'JURIDICA',
    deleted: customer.deleted,
    additionalEmails: detail('additionalEmails'),
    externalReference: customer.externalReference,
    notificationDisabled: customer.notificationDisabled,
    observations: detail('observations'),
    municipalInscription: detail('municipalInscription'),
    stateInscription: detail('stateInscription'),
    canDelete: true,
    cannotBeDeletedReason: null,
    canEdit: true,
    cannotEditReason: null,
    city: null,
    cityName: null,
    state: null,
    country: 'Brasil',
    foreignCustomer: customer.foreignCustomer,
  };
}
