import type { OptionalInstant } from './column-types.ts';

export interface WorkerBeatTable {
  worker_id: string;
  started_at: Date;
  beat_at: Date;
  is_polling: boolean;
  /** When the worker's relay last reached Temporal, or found nothing to send. */
  relayed_at: OptionalInstant;
}
