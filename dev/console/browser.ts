import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { StackError } from '../stack/stack-error.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** Opens the Chromium that CHROMIUM_PATH names, or one on PATH. Throws a `StackError` that tells how to get one. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    // Root, as in a container, cannot use Chromium's sandbox; only our own pages are opened.
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}

export function findChromium(env: NodeJS.ProcessEnv = process.env): string {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH;
  const places = (env.PATH ?? '').split(delimiter).flatMap((dir) => names.map((name) => join(dir, name)));
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  const found = [...places, mac].find(isExecutable);
  if (found) return found;
  throw new StackError(
    'No Chromium was found. Install one (Debian, Ubuntu: apt-get install chromium), or name it: CHROMIUM_PATH=/path/to/chrome',
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
