import { z } from 'zod';
import { id, instant } from '../http/fields.ts';

export const role = z.enum(['erp', 'operator', 'viewer']).meta({
  description:
    'erp: writes documents and everything an operator does. operator: sends, amends, cancels, manages accounts. viewer: reads.',
});

export const apiKeyAnswer = z
  .strictObject({
    id,
    tenantId: id,
    name: z.string(),
    role,
    hint: z.string().meta({ description: 'The last four characters of the key.' }),
    createdAt: instant,
    lastUsedAt: instant.nullable(),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'ApiKey' });
