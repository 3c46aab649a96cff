import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type DestinationStream, pino } from 'pino';
import { createApp } from './app.ts';
import { openBehaviours } from './behaviours.ts';
import { openClock } from './clock.ts';
import { openFaults } from './faults.ts';
import type { LogLevel } from './settings.ts';
import type { Simulator } from './simulator.ts';
import { openStores } from './store/store.ts';
import { startTimeline } from './timeline.ts';
import { createCourier } from './webhooks/courier.ts';
import { restartSchedule } from './webhooks/queue.ts';

export interface SimulatorOptions {
  databaseUrl: string;
  /** 0, the default, takes any free one. */
  port?: number;
  host?: string;
  /** Beginning of invoice and slip addresses; where it listens unless given. */
  publicUrl?: string;
  logLevel?: LogLevel;
  /** Where the log goes; standard output unless given. */
  logTo?: DestinationStream;
  /** How it waits where a fault makes it slow; by the machine's clock unless given. */
  pause?: (ms: number) => Promise<unknown>;
}

export interface RunningSimulator {
  /** Where it listens, without a slash at the end. The sandbox is at `/v3`, production at `/production/v3`. */
  url: string;
  /** Stops listening, lets what is under way end, and closes the database. */
  close(): Promise<void>;
}

/** Starts the simulator on its database, as it was left: book, clock, settings, faults and pending webhooks. */
export async function startSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const { databaseUrl, port = 0, host = '127.0.0.1', logLevel = 'warn' } = options;
  const log = pino({ name: 'simulator', level: logLevel }, options.logTo);
  const { store, tallies } = await openStores(databaseUrl, (error) =>
    log.warn({ err: error }, 'database connection lost'),
  );
  const clock = await openClock(store);
  const behaviours = await openBehaviours(store);
  const faults = await openFaults(store);
  const courier = createCourier({ store: tallies, clock, behaviours, log });
  const { pause = wait } = options;
  const parts = { store, tallies, clock, behaviours, faults, courier, pause };
  const simulator: Simulator = { ...parts, publicUrl: '', log };
  const timeline = startTimeline(simulator);
  const carriedOutLater = new Set<Promise<unknown>>();
  const app = createApp({ simulator, timeline, carriedOutLater });

  const server = app.listen(port, host);
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;
  simulator.publicUrl = options.publicUrl ?? url;
  // While it was down nothing could be tried: retries count from now.
  await restartSchedule(store, clock.now());
  courier.wake();

  return {
    url,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await Promise.all([...carriedOutLater, timeline.close(), courier.close()]);
      server.closeAllConnections();
      await closed;
      await Promise.all([store.destroy(), tallies.destroy()]);
    },
  };
}
