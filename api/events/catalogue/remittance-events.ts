import { id } from '../../http/fields.ts';
import { remittanceCounts } from '../../remittances/remittance-answer.ts';
import type { DescribedEvents } from './described-event.ts';

export const remittanceEvents: DescribedEvents<'remittance.completed'> = {
  'remittance.completed': {
    summary: 'Every document of a remittance has its outcome',
    fields: { remittanceId: id, accountId: id, counts: remittanceCounts },
    example: {
      remittanceId: '0197f3a1-77aa-7b6f-8c55-91e0d4f2a6b8',
      accountId: '0197f39e-0c4d-7a10-8f2b-6d1e5a9c3b20',
      counts: { total: 200, registered: 197, rejected: 3, uncertain: 0, cancelled: 0, waiting: 0 },
    },
  },
};
