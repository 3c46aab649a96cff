import { z } from 'zod';
import { id, instant } from '../http/fields.ts';

export const feature = z.enum(['boleto', 'online_banking']);

export const tenantAnswer = z
  .strictObject({
    id,
    name: z.string(),
    taxId: z.string(),
    features: z.array(feature),
    createdAt: instant,
  })
  .meta({ id: 'Tenant' });
