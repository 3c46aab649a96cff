import { z } from 'zod';
import { NotFound } from './errors.ts';
import type { Call, Connection } from './http.ts';
import { readPages } from './pages.ts';
import { pathSegment } from './path-segment.ts';

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
  cpfCnpj: z.string().nullish(),
  deleted: z.boolean().nullish(),
});

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
