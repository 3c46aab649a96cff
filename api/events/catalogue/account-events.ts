import { z } from 'zod';
import { expiringKeyCure } from '../../../domain/key-warning.ts';
import { date, id, instant } from '../../http/fields.ts';
import type { DescribedEvents } from './described-event.ts';

const account = {
  accountId: '0197f39e-0c4d-7a10-8f2b-6d1e5a9c3b20',
  name: 'Asaas',
} as const;

const told = { accountId: id, name: z.string() };

export const accountEvents: DescribedEvents<
  | 'account.key_refused'
  | 'account.key_accepted'
  | 'account.key_expiring'
  | 'account.webhook_interrupted'
  | 'account.webhook_resumed'
> = {
  'account.key_refused': {
    summary: 'Asaas refuses the account’s key; nothing goes out until a new one is saved',
    fields: told,
    example: account,
  },
  'account.key_accepted': {
    summary: 'Asaas takes the account’s key again; what waited goes on by itself',
    fields: told,
    example: account,
  },
  'account.key_expiring': {
    summary: 'Asaas says that a key of the account will die soon; the account may have several',
    fields: {
      ...told,
      keyName: z.string().nullable().meta({ description: 'As it is called at Asaas.' }),
      expiresOn: date.nullable(),
      cure: z.string().meta({ description: 'What to do about it, in Portuguese.' }),
    },
    example: { ...account, keyName: 'Remessa', expiresOn: '2027-01-10', cure: expiringKeyCure },
  },
  'account.webhook_interrupted': {
    summary: 'Asaas stopped delivering the account’s webhook; it is resumed by itself where that helps',
    fields: {
      ...told,
      cause: z.string().meta({ description: 'Why, and what cures it, in Portuguese.' }),
      since: instant,
    },
    example: {
      ...account,
      cause: 'O Asaas parou a fila depois de 15 entregas que falharam.',
      since: '2026-12-01T12:00:00.000Z',
    },
  },
  'account.webhook_resumed': {
    summary: 'The interruption that was told before is over: the webhook has delivered for an hour',
    fields: { ...told, interruptedAt: instant.meta({ description: 'When you were told of it.' }) },
    example: { ...account, interruptedAt: '2026-12-01T12:00:00.000Z' },
  },
};
