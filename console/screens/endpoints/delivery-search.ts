import type { Delivery, Schemas } from '../../client/api.ts';
import { eventTypes } from '../events/event-words.ts';
import { deliveryLooks } from './endpoint-words.ts';

/** The filter of an endpoint's deliveries as the address bar keeps it. */
export interface DeliverySearch {
  situacao?: Delivery['status'];
  tipo?: Schemas['Event']['type'];
}

/** Reads an address that anybody may have typed: what it cannot mean is left out. */
export function readDeliverySearch(raw: Record<string, unknown>): DeliverySearch {
  const status = deliveryStatuses.find((each) => each === raw.situacao);
  const type = eventTypes.find((each) => each === raw.tipo);
  return { ...(status && { situacao: status }), ...(type && { tipo: type }) };
}

export const deliveryStatuses = Object.keys(deliveryLooks) as Delivery['status'][];
