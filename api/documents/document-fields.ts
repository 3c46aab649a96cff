import { z } from 'zod';
import {
  amountCents,
  amountCentsOrZero,
  date,
  email,
  percent,
  phone,
  postalCode,
  taxId,
  text,
} from '../http/fields.ts';
import { erpId } from './document-reference.ts';

/**
 * The fields of a document that the ERP sends. These schemas read it. `domain/term-faults.ts` judges rules over more than
 * one field.
 */

/** The most days before the due date at which a discount may end. */
const daysBeforeDueMax = 365;

/** The highest interest per month. A higher number is a wrong decimal comma. */
const interestPercentMax = 10;

const daysBeforeDue = z
  .int()
  .min(0)
  .max(daysBeforeDueMax)
  .default(0)
  .meta({ description: 'The discount lasts until this many days before the due date.' });

export const discount = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('fixed'), amountCents, daysBeforeDue }),
    z.strictObject({ type: z.literal('percentage'), percent: percent(100), daysBeforeDue }),
  ])
  .meta({ id: 'Discount' });

export const fine = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('fixed'), amountCents: amountCentsOrZero }),
    z.strictObject({ type: z.literal('percentage'), percent: percent(100) }),
  ])
  .meta({ id: 'Fine', description: 'Once, after the due date. Nothing (0) is not the account’s default.' });

export const interest = z
  .strictObject({ percentPerMonth: percent(interestPercentMax) })
  .meta({ id: 'Interest', description: 'After the due date, by the day.' });

export const billingType = z.enum(['BOLETO', 'PIX', 'UNDEFINED']);

const payerData = {
  email: email.nullish(),
  phone: phone.nullish(),
  address: z
    .strictObject({
      street: text(200).optional(),
      number: text(20).optional(),
      complement: text(255).optional(),
      district: text(100).optional(),
      postalCode: postalCode.optional(),
    })
    .nullish(),
  notify: z.boolean().nullish().meta({
    description: 'Asaas’ own e-mails and SMS to this payer, which cost money; null does as the account does.',
  }),
};

const payer = z.strictObject({ taxId, name: text(200), ...payerData }).meta({
  id: 'PayerEntry',
  description: 'Known by its tax id. What is left out stays as it was; null clears it.',
});

/** The correction of a payer: an absent field stays as it is, null deletes it. */
export const payerChanges = z
  .strictObject({ taxId: taxId.optional(), name: text(200).optional(), ...payerData })
  .meta({ id: 'PayerChanges', description: 'What is left out stays as it was; null clears it.' });

const description = text(500);

/** Why somebody changes a document, in their own words. */
export const amendmentReason = text(200)
  .optional()
  .meta({ description: 'Why it changes; kept on the timeline.', example: 'Negociado com o cliente' });

const rebateCents = amountCentsOrZero.nullish().meta({
  description:
    'Abatimento: taken off the principal whenever it is paid, less than amount and addition. Discount, fine and interest are reckoned of what is left.',
});

/** One row of `POST /v1/documents`: the whole document. An absent term means no term. */
export const documentEntry = z
  .strictObject({
    erpId: erpId.meta({
      description: 'Your own id of the document: sending it again changes that document.',
    }),
    number: text(100).meta({ description: 'The number people know it by.', example: '12345-1' }),
    payer,
    amountCents,
    dueDate: date,
    additionCents: amountCentsOrZero
      .nullish()
      .meta({ description: 'Acréscimo, charged on top of the amount.' }),
    rebateCents,
    discount: discount.nullish(),
    fine: fine.nullish(),
    interest: interest.nullish(),
    description: description.nullish(),
    billingType: billingType.default('BOLETO'),
    reason: amendmentReason,
  })
  .meta({ id: 'DocumentEntry' });

export type DocumentEntry = z.output<typeof documentEntry>;

/** The changes of an amendment: an absent field stays as it is, null removes a term. */
export const documentChanges = z
  .strictObject({
    amountCents: amountCents.optional(),
    dueDate: date.optional(),
    additionCents: amountCentsOrZero.nullish(),
    rebateCents,
    discount: discount.nullish(),
    fine: fine.nullish(),
    interest: interest.nullish(),
    description: description.nullish(),
  })
  .meta({ id: 'DocumentChanges' });

export type DocumentChanges = z.output<typeof documentChanges>;

/** The body of `PATCH /v1/documents/{id}`. */
export const documentAmendment = documentChanges
  .extend({ reason: amendmentReason })
  .meta({ id: 'DocumentAmendment' });
