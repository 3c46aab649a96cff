import { z } from 'zod';
import { type HoldCause, heldWorks, holdCauses, holdWords } from '../../domain/hold.ts';
import { instant } from '../http/fields.ts';

const words = {
  cause: z.enum(holdCauses),
  until: instant.nullable().meta({
    description: 'When it is tried again at the latest; null when something else must happen first.',
  }),
  reason: z.string().meta({ description: 'Why, in the caller’s language.' }),
  outlook: z.string().meta({ description: 'What happens by itself, in the caller’s language.' }),
  cure: z
    .string()
    .nullable()
    .meta({ description: 'What a person can do, in the caller’s language; null for nothing.' }),
};

export const holdAnswer = z.strictObject(words).meta({ id: 'Hold' });

/** The hold of a document also says which work waits. */
export const documentHoldAnswer = z
  .strictObject({ ...words, work: z.enum(heldWorks), since: instant })
  .meta({ id: 'DocumentHold' });

/** The hold in every answer. */
export function toHoldAnswer(cause: HoldCause, until: Date | null): z.output<typeof holdAnswer> {
  const { why, byItself, person } = holdWords[cause];
  return { cause, until: until?.toISOString() ?? null, reason: why, outlook: byItself, cure: person };
}
