import { loadClientConnectConfig } from '@temporalio/envconfig';
import { TransportError } from '@temporalio/worker';
import type { Config } from '../config.ts';

/** The address of Temporal, with the TLS settings and key of the SDK's own variables and profile. */
export function temporalConnection(config: Pick<Config, 'TEMPORAL_ADDRESS' | 'TEMPORAL_NAMESPACE'>) {
  const { connectionOptions, namespace } = loadClientConnectConfig();
  return {
    connectionOptions: {
      ...connectionOptions,
      ...(config.TEMPORAL_ADDRESS ? { address: config.TEMPORAL_ADDRESS } : {}),
    },
    namespace: namespace ?? config.TEMPORAL_NAMESPACE,
  };
}

/**
 * Whether connecting failed because Temporal is not there. The SDK does not tell a refused key from a lost connection, so who
 * enters a wrong one reads it in the reason again and again.
 */
export function isTemporalAway(error: unknown): boolean {
  return error instanceof TransportError;
}
