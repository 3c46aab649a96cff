import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { projectRoot, typescriptCommand } from './project.ts';

/** `npm run build`: leaves a dist/ that plain Node runs with the production packages alone. */
const dist = join(projectRoot, 'dist');
const { include } = JSON.parse(readFileSync(join(projectRoot, 'tsconfig.build.json'), 'utf8')) as {
  include: string[];
};

// What was deleted from the sources must not live on in the build.
rmSync(dist, { recursive: true, force: true });
run(typescriptCompiler(), '-p', 'tsconfig.build.json');
copyAssets(include.filter((entry) => extname(entry) === ''));
run(join(dist, 'worker', 'bundle-workflows.js'));
buildConsole();

/** Pages, styles and the like: whatever lies beside the sources and is neither TypeScript nor text for developers. */
function copyAssets(folders: string[]): void {
  for (const folder of folders) {
    cpSync(join(projectRoot, folder), join(dist, folder), {
      recursive: true,
      filter: (source) => !['.ts', '.md'].includes(extname(source)),
    });
  }
}

/** The clerk's pages, beside the API that serves them. */
function buildConsole(): void {
  const { file, args } = typescriptCommand('dev/console/build-console.ts', join(dist, 'console'));
  execFileSync(file, args, {
    cwd: projectRoot,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  });
}

function typescriptCompiler(): string {
  return join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
}

function run(program: string, ...args: string[]): void {
  execFileSync(process.execPath, [program, ...args], { cwd: projectRoot, stdio: 'inherit' });
}
