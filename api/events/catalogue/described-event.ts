import type { z } from 'zod';
import type { ErpEventData, ErpEventType } from '../../../domain/erp-events.ts';

/** What a kind of event says: when it is told, the fields of its `data`, and one as it comes. */
export interface DescribedEvent<Data> {
  /** A sentence without its full stop. */
  summary: string;
  fields: { [Field in keyof Data]: z.ZodType<Data[Field]> };
  example: Data;
}

/** The descriptions of these types; the compiler holds each to what `tellErp` takes. */
export type DescribedEvents<Type extends ErpEventType> = {
  [Each in Type]: DescribedEvent<ErpEventData[Each]>;
};
