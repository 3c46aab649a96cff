import { accounts } from './accounts.ts';
import { chargeLists } from './charge-lists.ts';
import { charges } from './charges.ts';
import { customers } from './customers.ts';
import { type Connection, createHttp, type HttpSettings } from './http.ts';
import { notices } from './notices.ts';
import { receivedCharges } from './received-charges.ts';
import { slips } from './slips.ts';
import { statement } from './statement.ts';
import { takeTurn } from './turnstile.ts';
import { webhooks } from './webhooks.ts';

export type { Connection } from './http.ts';

export type Asaas = ReturnType<typeof createAsaas>;

/** Asaas' API v3 in our words: centavos, our field names, our errors. Asaas' own words stay in this folder. */
export function createAsaas(settings: HttpSettings) {
  const call = createHttp(settings);
  return {
    accounts: accounts(call),
    charges: charges(call),
    chargeLists: chargeLists(call),
    customers: customers(call),
    notices: notices(call),
    receivedCharges: receivedCharges(call),
    slips: slips(call),
    statement: statement(call),
    webhooks: webhooks(call),
    /**
     * Counts a call before it is made, for a caller who must not begin work that then has to wait. Returns the
     * connection for that one call. Throws `RateLimited` or `NotSent`.
     */
    async takeTurn(connection: Connection, method: string, path: string): Promise<Connection> {
      await takeTurn(settings.turnstile, connection.turn, method, path);
      return { ...connection, turn: connection.turn && { ...connection.turn, taken: true } };
    },
  };
}
