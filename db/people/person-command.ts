import { dateInSaoPaulo } from '../../domain/calendar.ts';
import type { ErasureObstacle } from '../../domain/erasure.ts';
import { obstacleWords } from '../../domain/erasure-words.ts';
import { isTaxId, normalizeTaxId } from '../../domain/tax-id.ts';
import type { Database, Scope } from '../database.ts';
import { asTenant } from '../tenancy.ts';
import { erasePerson, findErasure, NotErasable, OtherThanShown, previewErasure } from './erasure.ts';
import { exportPerson } from './export.ts';
import { findPerson, type Person } from './person.ts';

export interface PersonOrder {
  command: string | undefined;
  tenantId: string | undefined;
  confirmation: string | undefined;
  /** The CPF or CNPJ, as it was read. */
  input: string;
  now: Date;
}

/** The command was not carried out. The message says why and what to do. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';
}

export const usage =
  'npm run person -- export | preview | erase --confirm <confirmation>, each with --tenant <id>; the CPF or CNPJ comes on standard input.';

/** The vendor, as the audit names it. */
const actor = 'admin';

/** Does for the vendor what the API does for a company: returns what is to be printed. Throws `CommandRefused`. */
export async function runPersonCommand(db: Database, order: PersonOrder): Promise<object> {
  const { command, tenantId, input } = order;
  if (tenantId === undefined || command === undefined || !Object.hasOwn(commands, command))
    throw new CommandRefused(usage);
  const taxId = normalizeTaxId(input.trim());
  if (!isTaxId(taxId)) throw new CommandRefused('Standard input has no CPF or CNPJ.');
  return asTenant(db, tenantId, async (scope) => {
    const person = await findPerson(scope, { taxId });
    if (!person) throw new CommandRefused('The company has no payer with this CPF or CNPJ.');
    return commands[command as keyof typeof commands](scope, person, order);
  });
}

const commands = {
  export: (scope: Scope, person: Person): Promise<object> => exportPerson(scope, person, actor),

  async preview(scope: Scope, person: Person, { now }: PersonOrder): Promise<object> {
    const shown = await previewErasure(scope, person, dateInSaoPaulo(now));
    return { ...shown, obstacles: shown.obstacles.map(withWords) };
  },

  async erase(scope: Scope, person: Person, { now, confirmation }: PersonOrder): Promise<object> {
    if (confirmation === undefined) throw new CommandRefused(usage);
    const { id: payerId, tenant_id: tenantId } = person.payer;
    const order = { tenantId, payerId, actor, confirmation, today: dateInSaoPaulo(now) };
    await erasePerson(scope, order).catch(refuse);
    return { erased: await findErasure(scope, payerId) };
  },
};

function refuse(error: unknown): never {
  if (error instanceof NotErasable)
    throw new CommandRefused(JSON.stringify(error.obstacles.map(withWords), null, 2));
  if (error instanceof OtherThanShown)
    throw new CommandRefused('Something changed since the preview. Look at it again.');
  throw error;
}

/** In English, like everything that the command says. */
function withWords(obstacle: ErasureObstacle): object {
  const { words, cure } = obstacleWords[obstacle.code];
  return { ...obstacle, words: words.en, cure: cure.en };
}
