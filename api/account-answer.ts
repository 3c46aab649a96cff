import { z } from 'zod';
import type { AccountRow } from '../db/accounts.ts';
import { discount, fine, interest } from './document-fields.ts';
import { id, instant } from './fields.ts';

export const environment = z.enum(['sandbox', 'production']);

/** What documents of the account ask of their payers when they say nothing themselves, and how Asaas treats them. */
export const accountSettings = z
  .strictObject({
    fine: fine.optional(),
    interest: interest.optional(),
    discount: discount.optional(),
    daysToCancelRegistration: z.int().min(0).max(3650).optional(),
    notifyPayers: z
      .boolean()
      .optional()
      .meta({ description: 'Asaas’ own e-mails and SMS to payers, which cost money. Off unless wanted.' }),
  })
  .meta({ id: 'AccountSettings' });

const webhook = z.strictObject({
  status: z.enum(['active', 'manual', 'interrupted']).meta({
    description: 'manual: paste url and token at Asaas (Integrações → Webhooks), or PUT the webhook again.',
  }),
  url: z.string(),
  token: z
    .string()
    .optional()
    .meta({ description: 'Only where the webhook could not be set up by us and must be pasted.' }),
});

export const accountAnswer = z
  .strictObject({
    id,
    name: z.string(),
    bankCode: z.string(),
    agency: z.string(),
    number: z.string(),
    digit: z.string(),
    environment,
    keyHint: z
      .string()
      .meta({ description: 'The last four characters of the Asaas key; the key is never read back.' }),
    keyStatus: z.enum(['accepted', 'refused']),
    keyRefusedAt: instant.nullable(),
    asaasAccount: z
      .strictObject({
        agency: z.string(),
        number: z.string(),
        digit: z.string(),
        name: z.string().nullable(),
        taxId: z.string().nullable(),
      })
      .meta({ id: 'AsaasAccount', description: 'The account as Asaas describes it.' }),
    webhookUrl: z.string(),
    webhook,
    settings: accountSettings,
    disabledAt: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'Account' });

const asaasAccount = accountAnswer.shape.asaasAccount;

/** An account as it is answered. Its webhook token is shown only by the calls that may have failed to set it up. */
export function toAccountAnswer(
  row: AccountRow,
  publicUrl: string,
  webhookToken?: string,
): z.output<typeof accountAnswer> {
  const url = webhookUrlOf(row, publicUrl);
  return {
    id: row.id,
    name: row.name,
    bankCode: row.bank_code,
    agency: row.agency,
    number: row.number,
    digit: row.digit,
    environment: row.environment,
    keyHint: row.api_key_hint,
    keyStatus: row.key_status,
    keyRefusedAt: row.key_refused_at?.toISOString() ?? null,
    asaasAccount: asaasAccount.parse(row.asaas_account),
    webhookUrl: url,
    webhook: {
      status: row.webhook_status,
      url,
      ...(row.webhook_status === 'manual' && webhookToken !== undefined && { token: webhookToken }),
    },
    settings: accountSettings.parse(row.settings),
    disabledAt: row.disabled_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}

/** Where Asaas delivers this account's events. */
export function webhookUrlOf(row: Pick<AccountRow, 'webhook_endpoint'>, publicUrl: string): string {
  return `${publicUrl}/webhooks/asaas/${row.webhook_endpoint}`;
}
