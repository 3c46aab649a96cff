import { ask } from './api.ts';

/** Saves a file of the API under the name that it has there. Throws `ApiProblem` where there is none, and says why. */
export async function saveFile(
  answer: Promise<{ data?: Blob; error?: unknown; response: Response }>,
): Promise<void> {
  const blob = await ask(answer);
  const { headers } = (await answer).response;
  const name = /filename="?([^";]+)"?/.exec(headers.get('content-disposition') ?? '')?.[1];
  saveAs(name ?? 'boletos', blob);
}

/** Saves what is in memory as a file of this name. */
export function saveAs(fileName: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement('a'), { href: url, download: fileName }).click();
  URL.revokeObjectURL(url);
}
