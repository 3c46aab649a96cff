import { z } from 'zod';
import { id, instant } from '../http/fields.ts';

export const undeliveredMessage = z
  .strictObject({
    id,
    summary: z.string().meta({ example: 'Documento NF-1 · R$ 100,00 · vence 10/12/2026' }),
    documentId: id.nullable().meta({ description: 'Null when it is about something else than a document.' }),
    workflowId: z.string().meta({ description: 'The workflow at Temporal that is to hear of it.' }),
    signal: z.string().meta({ example: 'paymentReceived' }),
    createdAt: instant,
    attempts: z.int().meta({ description: 'Attempts that failed.' }),
    lastError: z.string().meta({ description: 'What Temporal said at the last one.' }),
    nextAttemptAt: instant
      .nullable()
      .meta({ description: 'Null when it is parked, or being sent just now.' }),
    parkedAt: instant.nullable().meta({
      description: 'Since when Temporal refuses it as it is. It is not sent again until you ask.',
    }),
    waitingBehind: z.int().meta({ description: 'Later messages to the same workflow, which wait for it.' }),
  })
  .meta({ id: 'UndeliveredMessage' });
