import { z } from 'zod';
import type { DocumentFilter } from '../../db/documents/document-list.ts';
import { documentFlags, documentStatuses } from '../../domain/document-status.ts';
import { holdCauses } from '../../domain/hold.ts';
import { date, id } from '../http/fields.ts';
import { erpId } from './document-reference.ts';

const statusesInQuery = z
  .string()
  .max(200)
  .transform((list) => list.split(','))
  .pipe(z.array(z.enum(documentStatuses)).min(1))
  .meta({ description: `One or more, separated by commas: ${documentStatuses.join(', ')}.` });

const narrowing = {
  flag: z.enum(documentFlags).optional(),
  dueFrom: date.optional(),
  dueTo: date.optional(),
  q: z.string().min(1).max(200).optional().meta({
    description:
      'Finds parts of the number and of the payer’s name (capitals and accents do not count), the beginning of a CPF/CNPJ, and a whole erpId or nosso número. One or two characters find beginnings alone.',
  }),
};

/** The filter of document lists, as query parameters. */
export const filterQuery = {
  status: statusesInQuery.optional(),
  erpId: erpId.optional().meta({ description: 'Your own id of one document, exactly.' }),
  accountId: id.optional(),
  remittanceId: id.optional(),
  paidFrom: date.optional(),
  paidTo: date.optional(),
  creditFrom: date.optional().meta({
    description: 'By `creditExpectedOn`; with `status=paid`, since it stays when the money came.',
  }),
  creditTo: date.optional(),
  hold: z.enum(holdCauses).optional().meta({ description: 'What cannot be done just now, by its cause.' }),
  errorCode: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Asaas’ code of the last refusal; with `status=rejected`.' }),
  ...narrowing,
};

/** By what a list of documents can be sorted. */
export const documentSort = z
  .enum([
    'dueDate',
    '-dueDate',
    'number',
    '-number',
    'amountCents',
    '-amountCents',
    'createdAt',
    '-createdAt',
  ] as string[])
  .meta({ description: 'A leading minus sorts descending.' });

/** The filter of document lists as JSON has it, for whoever keeps one. */
export const documentFilter = z
  .strictObject({ ...filterQuery, status: z.array(z.enum(documentStatuses)).min(1).optional() })
  .meta({ id: 'DocumentFilter' });

/** The filter of a remittance, in its body. It finds documents that can be sent. */
export const remittanceFilter = z
  .strictObject({
    status: z
      .array(z.enum(['pending', 'rejected', 'cancelled']))
      .min(1)
      .default(['pending']),
    ...narrowing,
  })
  .meta({ id: 'RemittanceFilter' });

/** The query parameters as the condition of the list. */
export function toDocumentFilter(query: z.output<z.ZodObject<typeof filterQuery>>): DocumentFilter {
  const { status, ...rest } = query;
  return { ...rest, statuses: status };
}
