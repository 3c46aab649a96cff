import { z } from 'zod';
import type { KnownCustomer } from '../domain/payer-difference.ts';
import { NotFound } from './errors.ts';
import type { Call, Connection } from './http.ts';
import { pageOverlap, pageSize, readPages } from './pages.ts';
import { pathSegment } from './path-segment.ts';

export interface CustomerPage {
  customers: KnownCustomer[];
  /** Where to continue. Null at the end. */
  nextOffset: number | null;
}

/** A payer as Asaas knows it. Asaas finds city and state by the postal code, so they are not sent. */
export interface Customer {
  taxId: string;
  name: string;
  email: string | null;
  phone: string | null;
  address: {
    street?: string | undefined;
    number?: string | undefined;
    complement?: string | undefined;
    district?: string | undefined;
    postalCode?: string | undefined;
  } | null;
}

/** The calls about payers (Asaas reference 2). All throw the classes of `errors.ts`. */
export function customers(call: Call) {
  return {
    /** The oldest customer (the smallest id) with this CPF or CNPJ. Asaas allows several. */
    async findByTaxId(connection: Connection, taxId: string): Promise<string | null> {
      const found = await readPages(call, connection, '/customers', { cpfCnpj: taxId }, customer);
      const matching = found.filter((each) => each.cpfCnpj === taxId && !each.deleted);
      return matching.map((each) => each.id).sort()[0] ?? null;
    },

    /** One page of all the account's payers. */
    async readPage(connection: Connection, offset: number): Promise<CustomerPage> {
      const query = new URLSearchParams({ offset: String(offset), limit: String(pageSize) });
      const { data, hasMore } = await call(connection, 'GET', `/customers?${query}`, customerPage);
      const next = hasMore && data.length > 0 ? offset + pageSize - pageOverlap : null;
      return { customers: data.map(toKnownCustomer), nextOffset: next };
    },

    /** One payer, also a removed one. */
    async read(connection: Connection, customerId: string): Promise<KnownCustomer> {
      const path = `/customers/${pathSegment(customerId)}`;
      return toKnownCustomer(await call(connection, 'GET', path, shownCustomer));
    },

    /** Brings a removed payer back. */
    async restore(connection: Connection, customerId: string): Promise<void> {
      await call(connection, 'POST', `/customers/${pathSegment(customerId)}/restore`, customer, {});
    },

    /** Creates a customer. After `UnknownOutcome` look first, and do not just repeat it. */
    async create(connection: Connection, payer: Customer, notifyPayers: boolean): Promise<string> {
      const body = onTheWire(payer, notifyPayers);
      return (await call(connection, 'POST', '/customers', customer, body)).id;
    },

    /**
     * Updates a customer's data, and whether Asaas sends notices to the payer. May be repeated. Throws `NotFound` for a
     * customer that was deleted at Asaas, too: Asaas still knows it, but no charge can be created for it.
     */
    async update(
      connection: Connection,
      customerId: string,
      payer: Customer,
      notifyPayers: boolean,
    ): Promise<void> {
      const path = `/customers/${pathSegment(customerId)}`;
      const updated = await call(connection, 'PUT', path, customer, onTheWire(payer, notifyPayers));
      if (updated.deleted) throw new NotFound(`${path} was deleted`);
    },
  };
}

const customer = z.looseObject({
  id: z.string().min(1),
  name: z.string().nullish(),
  cpfCnpj: z.string().nullish(),
  deleted: z.boolean().nullish(),
});

const shownCustomer = customer.extend({
  name: z.string().nullish(),
  email: z.string().nullish(),
  notificationDisabled: z.boolean().nullish(),
});

const customerPage = z.looseObject({ hasMore: z.boolean(), data: z.array(shownCustomer) });

function toKnownCustomer(wire: z.infer<typeof shownCustomer>): KnownCustomer {
  return {
    customerId: wire.id,
    taxId: wire.cpfCnpj ?? null,
    name: wire.name ?? null,
    email: wire.email ?? null,
    removed: wire.deleted ?? false,
    notified: wire.notificationDisabled == null ? null : !wire.notificationDisabled,
  };
}

function onTheWire({ taxId, name, email, phone, address }: Customer, notifyPayers: boolean) {
  return {
    name,
    cpfCnpj: taxId,
    // By default Asaas sends notices, and they cost money (Asaas reference 2).
    notificationDisabled: !notifyPayers,
    ...(email ? { email } : {}),
    ...(phone ? { mobilePhone: phone } : {}),
    ...(address?.street ? { address: address.street } : {}),
    ...(address?.number ? { addressNumber: address.number } : {}),
    ...(address?.complement ? { complement: address.complement } : {}),
    ...(address?.district ? { province: address.district } : {}),
    ...(address?.postalCode ? { postalCode: address.postalCode } : {}),
  };
}
