import { z } from 'zod';
import type { ErpEventData, ErpEventType } from '../../../domain/erp-events.ts';
import { id, instant } from '../../http/fields.ts';
import { accountEvents } from './account-events.ts';
import type { DescribedEvents } from './described-event.ts';
import { documentEvents } from './document-events.ts';
import { receiptEvents } from './receipt-events.ts';
import { remittanceEvents } from './remittance-events.ts';
import { webhookEndpointEvents } from './webhook-endpoint-events.ts';

/** Every event that the ERP can hear of. A type of `domain/erp-events.ts` that is missing here does not compile. */
export const catalogue: DescribedEvents<ErpEventType> = {
  ...documentEvents,
  ...receiptEvents,
  ...remittanceEvents,
  ...accountEvents,
  ...webhookEndpointEvents,
};

export const erpEventTypes = Object.keys(catalogue) as ErpEventType[];

/** The schema of each type's `data`. */
export const dataSchemas = Object.fromEntries(
  erpEventTypes.map((type) => [type, dataSchemaOf(type)]),
) as Record<ErpEventType, z.ZodType<ErpEventData[ErpEventType]>>;

/** An event as the feed answers it: `type` says which shape `data` has. */
export const eventAnswer = z
  .union(
    erpEventTypes.map((type) =>
      z
        .strictObject({
          sequence: z.int().meta({ description: 'Numbered per company, without gaps.' }),
          id,
          type: z.literal(type),
          occurredAt: instant,
          data: dataSchemas[type],
        })
        .meta({ id: `${schemaNameOf(type)}Event`, description: `${catalogue[type].summary}.` }),
    ),
  )
  .meta({ id: 'Event' });

function dataSchemaOf(type: ErpEventType): z.ZodType {
  return z.strictObject(catalogue[type].fields as z.ZodRawShape).meta({ id: schemaNameOf(type) });
}

/** `account.key_refused` is `AccountKeyRefused`. */
export function schemaNameOf(type: string): string {
  return type
    .split(/[._]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
