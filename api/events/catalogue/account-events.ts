import { z } from 'zod';
import { id, instant } from '../../http/fields.ts';
import type { DescribedEvents } from './described-event.ts';

const account = {
  accountId: '0197f39e-0c4d-7a10-8f2b-6d1e5a9c3b20',
  name: 'Asaas',
} as const;

const told = { accountId: id, name: z.string() };

export const accountEvents: DescribedEvents<'account.key_refused' | 'account.webhook_interrupted'> = {
  'account.key_refused': {
    summary: 'Asaas refuses the account’s key; nothing goes out until a new one is saved',
    fields: told,
    example: account,
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
};
