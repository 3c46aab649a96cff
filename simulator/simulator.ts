import type { Logger } from 'pino';
import type { Behaviours } from './behaviours.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Store } from './store/store.ts';
import type { Courier } from './webhooks/courier.ts';

/** Everything one running simulator is made of. */
export interface Simulator {
  store: Store;
  tallies: Store;
  clock: Clock;
  behaviours: Behaviours;
  faults: Faults;
  courier: Courier;
  /** Waits so long before what a fault makes late. */
  pause: (ms: number) => Promise<unknown>;
  /** Beginning of invoice and slip addresses, without a slash at the end. */
  publicUrl: string;
  log: Logger;
}
