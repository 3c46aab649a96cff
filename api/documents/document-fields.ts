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

/** What the ERP says of a document. The schemas read it; `document-rules.ts` judges what needs more than one field. */

/** The longest time before its due date that a discount may end. */
const daysBeforeDueMax = 365;

/** Interest for lateness, per month; more than this is a slip of the comma. */
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

/** What is corrected of a payer: what is left out stays, null clears it. */
export const payerChanges = z
  .strictObject({ taxId: taxId.optional(), name: text(200).optional(), ...payerData })
  .meta({ id: 'PayerChanges', description: 'What is left out stays as it was; null clears it.' });

const description = text(500);

/** One row of `POST /v1/documents`: the whole document. What is left out is none. */
export const documentEntry = z
  .strictObject({
    erpId: text(200).meta({
      description: 'Your own id of the document: sending it again changes that document.',
    }),
    number: text(100).meta({ description: 'The number people know it by.', example: '12345-1' }),
    payer,
    amountCents,
    dueDate: date,
    additionCents: amountCentsOrZero
      .nullish()
      .meta({ description: 'Acréscimo, charged on top of the amount.' }),
    discount: discount.nullish(),
    fine: fine.nullish(),
    interest: interest.nullish(),
    description: description.nullish(),
    billingType: billingType.default('BOLETO'),
  })
  .meta({ id: 'DocumentEntry' });

export type DocumentEntry = z.output<typeof documentEntry>;

/** The body of `PATCH /v1/documents/{id}`: what is left out stays, null takes a term away. */
export const documentChanges = z
  .strictObject({
    amountCents: amountCents.optional(),
    dueDate: date.optional(),
    additionCents: amountCentsOrZero.nullish(),
    discount: discount.nullish(),
    fine: fine.nullish(),
    interest: interest.nullish(),
    description: description.nullish(),
  })
  .meta({ id: 'DocumentChanges' });

export type DocumentChanges = z.output<typeof documentChanges>;
