import { z } from 'zod';
import { documentFlags } from '../../domain/document-status.ts';

const flagName = z.enum(documentFlags);

/** What every flag says of itself. */
export const explanation = {
  flag: flagName,
  words: z.string().meta({ description: 'What it means, in the caller’s language.' }),
  cure: z.string().meta({ description: 'What to do first.' }),
  cures: z.array(
    z.strictObject({
      call: z.string().nullable().meta({
        description: 'The route that does it; null where it is done at Asaas or with the payer.',
        example: 'POST /v1/documents',
      }),
      words: z.string(),
    }),
  ),
};

export const flagAnswer = z.strictObject(explanation).meta({ id: 'Flag' });

export type FlagAnswer = z.output<typeof flagAnswer>;
