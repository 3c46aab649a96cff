import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EnvHttpProxyAgent, request } from 'undici';
import { typescriptCommand } from '../project.ts';
import { executableAt } from './executable.ts';
import { type Way, WayClosed } from './obtain-program.ts';
import type { PinnedProgram } from './pinned-programs.ts';
import { runWhile } from './run-while.ts';

/** Where the SDK downloads from. Its own attempt may hang for minutes where nothing answers. */
const server = 'https://temporal.download/';
const answerWithinMs = 3_000;
const stalledAfterMs = 10_000;

/** The SDK's own download, from Temporal itself. */
export function sdkDownload({ name, version }: PinnedProgram): Way {
  return {
    how: `from ${server}`,
    version,
    fetch: async (draft) => {
      if (!(await answers(server, answerWithinMs))) {
        throw new WayClosed(`${server} gives no answer.`);
      }
      const download = typescriptCommand('dev/programs/ephemeral-download.ts', name, version, draft);
      const isGrowing = growth(draft);
      const isDone = await runWhile(download, isGrowing, stalledAfterMs);
      const program = isDone ? onlyProgram(draft) : undefined;
      if (!program)
        throw new WayClosed(`${server} answers, but the SDK could not download ${name} ${version}.`);
      return program;
    },
  };
}

/** Whether anything at all is answered here in time, by way of the proxy that the environment names, if any. */
export async function answers(url: string, withinMs: number): Promise<boolean> {
  const dispatcher = new EnvHttpProxyAgent();
  try {
    await request(url, { method: 'HEAD', dispatcher, signal: AbortSignal.timeout(withinMs) });
    return true;
  } catch {
    return false;
  } finally {
    await dispatcher.destroy();
  }
}

/** Tells at each call whether the files in a folder are larger than at the call before. */
function growth(folder: string): () => boolean {
  let before = 0;
  return () => {
    const now = readdirSync(folder).reduce((sum, file) => sum + sizeOf(join(folder, file)), 0);
    const hasGrown = now > before;
    before = now;
    return hasGrown;
  };
}

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

function onlyProgram(folder: string): string | undefined {
  const programs = readdirSync(folder).map((file) => executableAt(join(folder, file)));
  return programs.find((program) => program !== undefined);
}
