import { z } from 'zod';
import type { AccountRow } from '../../db/accounts/accounts.ts';
import type { Scope } from '../../db/database.ts';
import { countTold, findNotices, type NoticesRow, notifiesPayers } from '../../db/notices/account-notices.ts';
import { priceOfNotices, publishedFees, standardPolicy } from '../../domain/notices.ts';
import { id, instant } from '../http/fields.ts';
import { noticeChannel, noticeKind } from './notices-wish.ts';

export const noticesAnswer = z
  .strictObject({
    accountId: id,
    notifyPayers: z.boolean().meta({
      description:
        'Whether Asaas sends notices to the payers of this account. A payer’s own `notify` comes first.',
    }),
    chosenBy: z.enum(['account', 'asaas']).meta({
      description:
        'account: `notices` were chosen here, and every payer is told of them. asaas: nobody chose; `notices` are what Asaas gives a new payer, and one that Asaas knew before keeps its own.',
    }),
    notices: z
      .array(
        z
          .strictObject({
            kind: noticeKind,
            days: z.int().nullable().meta({ description: 'Null: the kind has no days of its own.' }),
            channels: z.array(noticeChannel),
          })
          .meta({ id: 'Notice' }),
      )
      .meta({ description: 'All kinds, in the order of a document’s life.' }),
    price: z
      .strictObject({
        perDocumentCents: z.int().meta({
          description:
            'What one document costs if each of these notices goes out once: `messagingCents` if any goes by e-mail or SMS, and `whatsappCents` for each by WhatsApp. still_overdue repeats, and is counted once. For a payer that is not notified it is nothing.',
        }),
        messagingCents: z.int().meta({ description: 'For all e-mails and SMS of one document together.' }),
        whatsappCents: z.int().meta({ description: 'For each notice by WhatsApp.' }),
        feesFrom: z.enum(['asaas', 'published']).meta({
          description:
            'asaas: Asaas said both fees of this account. published: at least one it did not say; the one of its documentation stands.',
        }),
      })
      .meta({ id: 'NoticesPrice' }),
    feePerDocumentCents: z.int().nullable().meta({
      description:
        'What Asaas takes from the account for the e-mails and SMS of each document whose payer is notified, as Asaas last said. Null: Asaas did not say yet.',
    }),
    feeReadAt: instant.nullable(),
    progress: z
      .strictObject({
        payers: z.int().meta({ description: 'Payers that Asaas knows in this account.' }),
        told: z.int().meta({ description: 'Those about whom Asaas was told as is wanted now.' }),
        changedAt: instant
          .nullable()
          .meta({ description: 'When notices were last changed for the account.' }),
        appliedAt: instant.nullable().meta({
          description:
            'When the last known payer had been told of that change; null while it is under way. A payer whose data Asaas does not take is passed over, and met again by its next document.',
        }),
      })
      .meta({ id: 'NoticesProgress' }),
  })
  .meta({ id: 'AccountNotices' });

export async function toNoticesAnswer(
  scope: Scope,
  account: AccountRow,
): Promise<z.output<typeof noticesAnswer>> {
  const row = await findNotices(scope, account.id);
  const { payers, told } = await countTold(scope, account);
  const notices = account.notices ?? standardPolicy;
  return {
    accountId: account.id,
    notifyPayers: notifiesPayers(account),
    chosenBy: account.notices ? 'account' : 'asaas',
    notices,
    price: toPrice(notices, row),
    feePerDocumentCents: row?.fee_cents ?? null,
    feeReadAt: row?.fee_read_at?.toISOString() ?? null,
    progress: {
      payers,
      told,
      changedAt: row?.changed_at?.toISOString() ?? null,
      appliedAt: row?.applied_at?.toISOString() ?? null,
    },
  };
}

function toPrice(notices: typeof standardPolicy, row: NoticesRow | undefined) {
  const messagingCents = row?.fee_cents ?? null;
  const whatsappCents = row?.whatsapp_fee_cents ?? null;
  const fees = {
    messagingCents: messagingCents ?? publishedFees.messagingCents,
    whatsappCents: whatsappCents ?? publishedFees.whatsappCents,
  };
  const isTold = messagingCents !== null && whatsappCents !== null;
  return {
    perDocumentCents: priceOfNotices(notices, fees),
    ...fees,
    feesFrom: isTold ? ('asaas' as const) : ('published' as const),
  };
}
