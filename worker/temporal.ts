import { loadClientConnectConfig } from '@temporalio/envconfig';
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
