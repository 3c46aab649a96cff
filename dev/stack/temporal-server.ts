import { Connection } from '@temporalio/client';
import { searchAttributeArguments } from './search-attributes.ts';
import type { ProcessPlan } from './supervised-process.ts';

export interface DevServerOptions {
  executable: string;
  port: number;
  /** Without it there is no UI. */
  uiPort?: number;
  /** Without it everything is kept in memory only. */
  databaseFile?: string;
  namespaces: readonly string[];
}

/** How to run the Temporal development server, with our search attributes in each of its namespaces. */
export function temporalServerPlan(options: DevServerOptions): ProcessPlan {
  const { executable, port, uiPort, databaseFile, namespaces } = options;
  const address = `127.0.0.1:${port}`;
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'error'];
  args.push(...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]));
  if (databaseFile !== undefined) args.push('--db-filename', databaseFile, ...pragmas);
  for (const namespace of namespaces) args.push('--namespace', namespace);
  for (const attribute of searchAttributeArguments) args.push('--search-attribute', attribute);
  for (const value of dynamicConfig) args.push('--dynamic-config-value', value);
  return {
    name: 'temporal',
    command: { file: executable, args },
    stopSignal: 'SIGTERM',
    isReady: () => servesNamespace(address, namespaces[0] ?? 'default'),
    readyWithinMs: 60_000,
  };
}

/**
 * More than twice the workflows a second. A killed server loses nothing by it; a power cut may take the last moments,
 * which is right for a place to try things. Production's Temporal has a Postgres.
 */
const pragmas = ['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=normal'];

/** Priority and fairness are off unless asked for, and exact only where a task queue has one partition. */
const dynamicConfig = [
  'matching.enableFairness=true',
  'matching.numTaskqueueReadPartitions=1',
  'matching.numTaskqueueWritePartitions=1',
];

async function servesNamespace(address: string, namespace: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: '2s' });
    try {
      await connection.workflowService.describeNamespace({ namespace });
      return true;
    } finally {
      await connection.close();
    }
  } catch {
    return false;
  }
}
