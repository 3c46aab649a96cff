import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { compileTo } from './compile.ts';
import { projectRoot, typescriptCommand } from './project.ts';

/** `npm run build`: leaves a dist/ that plain Node runs with the production packages alone. */
const dist = join(projectRoot, 'dist');

// What was deleted from the sources must not live on in the build.
rmSync(dist, { recursive: true, force: true });
compileTo(dist);
execFileSync(process.execPath, [join(dist, 'worker', 'bundle-workflows.js')], {
  cwd: projectRoot,
  stdio: 'inherit',
});
buildConsole();

/** The clerk's pages, beside the API that serves them. */
function buildConsole(): void {
  const { file, args } = typescriptCommand('dev/console/build-console.ts', join(dist, 'console'));
  execFileSync(file, args, {
    cwd: projectRoot,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  });
}
