import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, TransportError } from '@temporalio/worker';
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
 * The connection of the workers. Waits until Temporal answers, without a limit: a worker that starts while Temporal is
 * started anew continues after it. The SDK does not tell a refused key from a lost connection, so who enters a wrong one reads
 * it in the reason again and again.
 */
export async function untilTemporalAnswers(
  options: ReturnType<typeof temporalConnection>['connectionOptions'],
  tellOfWaiting: (reason: string) => void,
  pause: () => Promise<void>,
): Promise<NativeConnection> {
  for (;;) {
    try {
      return await NativeConnection.connect(options);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      tellOfWaiting(error.message);
      await pause();
    }
  }
}
