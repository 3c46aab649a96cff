import { z } from 'zod';
import { challengeType } from '../../../domain/endpoint-proof.ts';
import { id } from '../../http/fields.ts';
import type { DescribedEvent, DescribedEvents } from './described-event.ts';

const endpointId = '0197f3c4-2a1b-7d5e-9c3f-8e7d6c5b4a39';

export const webhookEndpointEvents: DescribedEvents<'webhook_endpoint.parked'> = {
  'webhook_endpoint.parked': {
    summary:
      'Nothing is delivered to an endpoint any more; activate it again and what waits goes out in order',
    fields: {
      endpointId: id,
      url: z.string(),
      reason: z.string().meta({ description: 'Why, and the cure, in Portuguese.' }),
    },
    example: {
      endpointId,
      url: 'https://erp.example/remessa/events',
      reason:
        'O endereço respondeu 410 (Gone): não quer mais entregas. Corrija-o e reative; o que espera sai em ordem.',
    },
  },
};

/** What a test delivery carries. It is in no feed, since nothing happened. */
export const testDelivery: DescribedEvent<{ endpointId: string }> & { type: string } = {
  type: 'webhook_endpoint.tested',
  summary: 'A person asked for a delivery, to see the endpoint answer',
  fields: { endpointId: id },
  example: { endpointId },
};

/** What an address is asked before it gets events. It is in no feed, since nothing happened. */
export const challenge: DescribedEvent<{ endpointId: string; challenge: string }> & { type: string } = {
  type: challengeType,
  summary: 'Your address is asked to prove that it wants deliveries: answer 2xx with the challenge',
  fields: {
    endpointId: id,
    challenge: z.string().meta({ description: 'To be answered as `{"challenge": "…"}`.' }),
  },
  example: { endpointId, challenge: '6f1c2a9e-58b3-4d07-9a41-c2e7d0b8f635' },
};
