import { z } from 'zod';
import { id, instant } from '../http/fields.ts';

export const role = z.enum(['erp', 'operator', 'viewer']).meta({
  description: 'As of keys: erp enters documents too, operator sends, amends and settles, viewer reads.',
});

export const userAnswer = z
  .strictObject({
    id,
    tenantId: id,
    login: z.string(),
    name: z.string(),
    role,
    createdAt: instant,
    disabledAt: instant.nullable(),
  })
  .meta({ id: 'User' });
