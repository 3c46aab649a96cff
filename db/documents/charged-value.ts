import { sql } from 'kysely';

/**
 * What a document asks of its payer before discount, fine and interest, in centavos: amount and addition less rebate.
 * For queries over `documents`.
 */
export const chargedValue = sql<number>`(amount_cents + addition_cents - rebate_cents)`;
