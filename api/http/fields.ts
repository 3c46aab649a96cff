import { z } from 'zod';
import { isCalendarDate } from '../../domain/calendar.ts';
import { isTaxId, normalizeTaxId } from '../../domain/tax-id.ts';

/** The kinds of fields in bodies, queries and answers. */

/** Text that is not blank, with up to `max` characters. */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => value.trim() !== '', { params: { fault: 'blank' } })
    .meta({ pattern: '\\S' });

/** A date in São Paulo. */
export const date = z
  .string()
  .refine(isCalendarDate, { params: { fault: 'invalid_date' } })
  .meta({ format: 'date', example: '2026-12-10' });

/** R$ 999.999.999,99. The bar code of a boleto has less room, so this limit is high enough. */
const amountCentsMax = 99_999_999_999;

/** A positive amount in centavos. */
export const amountCents = z.int().min(1).max(amountCentsMax).meta({ example: 134_556 });

/** An amount in centavos that may be zero. */
export const amountCentsOrZero = z.int().min(0).max(amountCentsMax);

/** A percentage with up to four decimals, which our arithmetic keeps exactly. */
export const percent = (max: number) =>
  z
    .number()
    .min(0)
    .max(max)
    .refine((value) => Math.abs(value * 10_000 - Math.round(value * 10_000)) < 1e-6, {
      params: { fault: 'too_many_decimals' },
    });

/** A CPF or CNPJ, with or without punctuation. It is read in its normalized form. */
export const taxId = z
  .string()
  .max(24)
  .transform(normalizeTaxId)
  .refine(isTaxId, { params: { fault: 'invalid_tax_id' } })
  .meta({
    example: '529.982.247-25',
    description: 'CPF or CNPJ (letters allowed), with or without punctuation.',
  });

/** One e-mail address, up to the maximum length of SMTP. */
export const email = z.email().max(254);

export const postalCode = z
  .string()
  .max(12)
  .transform((value) => value.replace(/[\s.-]/g, ''))
  .refine((value) => /^\d{8}$/.test(value), { params: { fault: 'invalid_postal_code' } })
  .meta({ example: '80010-000' });

/** Area code and number. Punctuation and the country code +55 are removed. */
export const phone = z
  .string()
  .max(24)
  .transform((value) => value.replace(/[\s().-]/g, '').replace(/^\+?55(?=\d{10,11}$)/, ''))
  .refine((value) => /^\d{10,11}$/.test(value), { params: { fault: 'invalid_phone' } })
  .meta({ example: '(41) 99876-5432' });

/** Bytes, for files. */
export const binary = z.custom<Buffer>(Buffer.isBuffer).meta({ type: 'string', format: 'binary' });

export const id = z.uuid();
export const instant = z.iso.datetime();
export const byId = z.strictObject({ id });

/** One fault in an answer. */
export const faultAnswer = z
  .strictObject({ path: z.string(), code: z.string(), message: z.string() })
  .meta({ id: 'Fault' });

/** How many faults are not in the list. */
export const moreErrors = z
  .int()
  .min(1)
  .optional()
  .meta({ description: 'How many more faults there are than `errors` names. Correct these first.' });

/** The count, and the sum in centavos. */
export const totals = z.strictObject({ count: z.int(), amountCents: z.int() }).meta({ id: 'Totals' });
