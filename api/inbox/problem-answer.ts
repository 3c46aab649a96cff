import { z } from 'zod';
import { id } from '../http/fields.ts';

/** Enough to recognise a cause by; all of them are behind its link. */
export const documentsShown = 5;
export const remittancesShown = 20;

/** What a problem is about. The order is the one of the list: what stops everything first. */
export const problemKinds = [
  'account',
  'rejected',
  'flag',
  'uncertain',
  'hold',
  'divergence',
  'receipt',
  'delivery',
] as const;

export const problemCause = z
  .strictObject({
    kind: z.enum(problemKinds).meta({
      description:
        'account: something is wrong with accounts. rejected: Asaas refused documents. flag: a person should look at documents. uncertain: create calls without an answer. hold: something cannot be done now. divergence: documents and their charges at Asaas differ. receipt: payments that are nobody’s. delivery: messages or webhooks that do not arrive.',
    }),
    code: z.string().meta({
      description:
        'Asaas’ code of a refusal, the name of the flag, the cause of the hold, or what is wrong with the account or the delivery.',
      example: 'invalid_dueDate',
    }),
    field: z
      .string()
      .nullable()
      .meta({ description: 'The field at fault, of a refusal that names one, or that differs.' }),
    words: z.string().meta({ description: 'What it is, in one line, in the language of Accept-Language.' }),
    message: z
      .string()
      .nullable()
      .meta({ description: 'Of the first document: Asaas’ own words, or the flag’s reason. In Portuguese.' }),
    cure: z.string().nullable().meta({
      description: 'What to do about it, in the language of Accept-Language; null: it ends by itself.',
    }),
    of: z
      .enum(['documents', 'accounts', 'divergences', 'receipts', 'messages', 'endpoints'])
      .meta({ description: 'What `count` counts.' }),
    count: z.int(),
    amountCents: z.int().meta({ description: 'What they come to; 0 where no money is meant.' }),
    link: z.string().meta({
      description: 'The list of them, below this API’s address.',
      example: '/v1/documents?flag=paid_twice',
    }),
    documents: z
      .array(
        z.strictObject({
          documentId: id,
          erpId: z.string(),
          number: z.string(),
          payerName: z.string(),
          value: z
            .string()
            .nullable()
            .meta({ description: 'What stands in the field at fault now, as text.' }),
        }),
      )
      .meta({ description: `Of a refusal or a flag the first ${documentsShown}, the earliest due first.` }),
    remittanceIds: z.array(id).meta({ description: `Of a refusal or a flag up to ${remittancesShown}.` }),
  })
  .meta({ id: 'ProblemCause' });

export type ProblemCause = z.output<typeof problemCause>;

/** The parts of a problem that only documents with a fault of their own have. */
export const withoutDocuments = { field: null, message: null, documents: [], remittanceIds: [] };

/** The address of a list with these query parameters; those that are undefined are left out. */
export function linkTo(path: string, query: Record<string, string | undefined> = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}
