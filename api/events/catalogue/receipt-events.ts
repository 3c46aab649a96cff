import { z } from 'zod';
import { date, id } from '../../http/fields.ts';
import type { DescribedEvents } from './described-event.ts';

export const receiptEvents: DescribedEvents<'receipt.unidentified'> = {
  'receipt.unidentified': {
    summary: 'Money came for a charge that nobody here created; assign it to its document',
    fields: {
      receiptId: id,
      accountId: id,
      chargeId: z.string(),
      grossCents: z.int(),
      netCents: z.int(),
      paidOn: date,
    },
    example: {
      receiptId: '0197f3b0-1d2e-7f3a-8b4c-5d6e7f8a9b0c',
      accountId: '0197f39e-0c4d-7a10-8f2b-6d1e5a9c3b20',
      chargeId: 'pay_8k2m4n6b1v3c5x7z',
      grossCents: 25_000,
      netCents: 24_801,
      paidOn: '2026-12-10',
    },
  },
};
