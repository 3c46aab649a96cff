import type { TestProject } from 'vitest/node';
import { startProduct } from './product.ts';
import { startTestServers } from './test-servers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A Postgres of which we are superuser; `databases.ts` makes each test file a database there. */
    databaseUrl: string;
    /** The same, by the name the simulator's tests know. */
    simulatorDatabaseUrl: string;
    temporalAddress: string;
    timeSkippingServer: { path: string } | { problem: string };
    apiUrl: string;
    adminKey: string;
    simulatorUrl: string;
    /** The Temporal namespace of the product. */
    temporalNamespace: string;
    /** The product's database. */
    productDatabaseUrl: string;
    /** Where the product's stack notes which process is which. */
    dataDir: string;
  }
}

/** Starts the servers that tests share, and the product on them, and ends both after the tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const servers = await startTestServers();
  const product = await startProduct(servers).catch(async (error: unknown) => {
    await servers.stop();
    throw error;
  });

  project.provide('databaseUrl', servers.databaseUrl);
  project.provide('simulatorDatabaseUrl', servers.databaseUrl);
  project.provide('temporalAddress', servers.temporalAddress);
  project.provide('timeSkippingServer', servers.timeSkippingServer);
  project.provide('apiUrl', product.apiUrl);
  project.provide('adminKey', product.adminKey);
  project.provide('simulatorUrl', product.simulatorUrl);
  project.provide('temporalNamespace', product.temporalNamespace);
  project.provide('productDatabaseUrl', product.databaseUrl);
  project.provide('dataDir', product.dataDir);

  return async () => {
    await product.stop();
    await servers.stop();
  };
}
