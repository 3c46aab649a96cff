import { z } from 'zod';
import { webhookUrl } from '../../asaas/webhooks.ts';
import type { AccountRow } from '../../db/accounts/accounts.ts';
import { expiringKeyCure, expiringKeyWords } from '../../domain/key-warning.ts';
import { pixWords } from '../../domain/pix-readiness.ts';
import { describeLoss } from '../../domain/webhook-health.ts';
import { discount, fine, interest } from '../documents/document-fields.ts';
import { date, id, instant } from '../http/fields.ts';

export const environment = z.enum(['sandbox', 'production']);

/** What the account's documents ask of their payers when they say nothing, and how Asaas treats them. */
export const accountSettings = z
  .strictObject({
    fine: fine.optional(),
    interest: interest.optional(),
    discount: discount.optional(),
    daysToCancelRegistration: z.int().min(0).max(3650).optional(),
    notifyPayers: z.boolean().optional().meta({
      description:
        'Whether Asaas sends its own notices to payers, which cost money. Off unless wanted. A change reaches known payers in the background: `GET …/notices` shows how far it is, which notices go out, and what they cost.',
    }),
  })
  .meta({
    id: 'AccountSettings',
    description:
      'Terms for documents that say nothing themselves. A change holds for documents sent from then on; nothing happens to one that is registered until its next amendment, which takes fine, interest and discount along (daysToCancelRegistration stays as it was registered).',
  });

const webhook = z
  .strictObject({
    status: z
      .enum(['active', 'penalized', 'interrupted', 'disabled', 'altered', 'missing', 'manual', 'unknown'])
      .meta({
        description:
          'penalized: deliveries fail, the queue still tries. interrupted: Asaas paused the queue after 15 failures; it is resumed by itself. disabled, altered, missing: changed at Asaas, and repaired by itself. manual: the key may not manage webhooks; paste url and token at Asaas (Integrações → Webhooks), or PUT the webhook again. unknown: Asaas does not answer.',
      }),
    cause: z
      .string()
      .nullable()
      .meta({ description: 'Why it is not simply active and what cures it, in the caller’s language.' }),
    since: instant.meta({ description: 'Since when it stands as it does.' }),
    checkedAt: instant.nullable().meta({ description: 'When Asaas last answered how it stands.' }),
    eventsLost: z.strictObject({ from: date, until: date, cure: z.string() }).nullable().meta({
      description:
        'The last days whose events will never come: Asaas keeps them for 14 days while a queue is paused, and none while there is no webhook. The daily reconciliation finds what they would have told.',
    }),
    url: z.string(),
    token: z
      .string()
      .optional()
      .meta({ description: 'Only where the webhook could not be set up by us and must be pasted.' }),
  })
  .meta({ id: 'AccountWebhook' });

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
    keyCure: z.string().nullable().meta({
      description: 'What to do about a refused key, in the caller’s language. Nothing is sent until then.',
    }),
    keyExpiring: z
      .strictObject({
        keyName: z.string().nullable(),
        expiresOn: date.nullable(),
        words: z.string(),
        cure: z.string(),
      })
      .nullable()
      .meta({
        id: 'ExpiringKey',
        description:
          'A key of the account that Asaas says will die, with words and cure in the caller’s language. The account may have several keys at Asaas; a new key here ends the warning.',
      }),
    pix: z
      .strictObject({
        ready: z.boolean().nullable(),
        words: z.string().nullable(),
        cure: z.string().nullable(),
      })
      .meta({
        id: 'AccountPix',
        description:
          'Whether the account has an active Pix key at Asaas, as it was when the key was last tried; null: not known. Words and cure are in the caller’s language.',
      }),
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

/** The account in every answer. The webhook token is only in the answers of calls whose set-up may have failed. */
export function toAccountAnswer(
  row: AccountRow,
  publicUrl: string,
  webhookToken?: string,
): z.output<typeof accountAnswer> {
  const url = webhookUrl(publicUrl, row.webhook_endpoint);
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
    keyCure: row.key_status === 'refused' ? keyCure : null,
    keyExpiring: toExpiringKey(row),
    pix: { ready: row.pix_ready, words: null, cure: null, ...pixWords(row.pix_ready) },
    asaasAccount: asaasAccount.parse(row.asaas_account),
    webhookUrl: url,
    webhook: toWebhookAnswer(row, url, webhookToken),
    settings: accountSettings.parse(row.settings),
    disabledAt: row.disabled_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}

function toExpiringKey(row: AccountRow): z.output<typeof accountAnswer>['keyExpiring'] {
  if (row.expiring_key_id === null) return null;
  const { expiring_key_name: keyName, expiring_key_on: expiresOn } = row;
  return { keyName, expiresOn, words: expiringKeyWords(keyName, expiresOn), cure: expiringKeyCure };
}

const keyCure =
  'O Asaas recusou a chave. Gere uma nova no Asaas (Integrações → Chaves de API) e informe-a na conta; o que espera continua sozinho.';

function toWebhookAnswer(row: AccountRow, url: string, token: string | undefined): z.output<typeof webhook> {
  const { events_lost_from: from, events_lost_until: until } = row;
  return {
    status: row.webhook_status,
    cause: row.webhook_cause,
    since: row.webhook_since.toISOString(),
    checkedAt: row.webhook_checked_at?.toISOString() ?? null,
    eventsLost: from && until ? { from, until, cure: describeLoss({ from, until }) } : null,
    url,
    ...(row.webhook_status === 'manual' && token !== undefined && { token }),
  };
}

/** What the audit keeps of an account: what a person decides of it. Never the key. */
export function configurationOf(row: AccountRow) {
  return { name: row.name, enabled: row.disabled_at === null, ...row.settings, notices: row.notices };
}
