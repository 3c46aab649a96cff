import { join } from 'node:path';
import { type Way, WayClosed } from './obtain-program.ts';
import { runOnTheWay, runs } from './run-way.ts';

/** The newest release that Go builds from its module: later ones need a module that lies in their repository only. */
const version = '1.5.1';

/** Builds the Temporal CLI with Go, where there is one. It is older than the pinned one (server 1.29) and serves us. */
export const goBuild: Way = {
  how: 'built with Go (2 to 5 minutes)',
  version,
  fetch: async (draft) => {
    const go = await findGo();
    if (!go) throw new WayClosed('Go is not here.');
    const build = ['install', `github.com/temporalio/cli/cmd/temporal@v${version}`];
    await runOnTheWay(go, build, { cwd: draft, env: { GOBIN: draft }, timeoutMs: 20 * 60_000 });
    return join(draft, 'temporal');
  },
};

async function findGo(): Promise<string | undefined> {
  for (const go of ['go', '/usr/local/go/bin/go']) if (await runs(go, 'version')) return go;
  return undefined;
}
