import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { projectRoot } from './project.ts';

/** The files and folders that the product is made of. */
export const productSources: readonly string[] = (
  JSON.parse(readFileSync(join(projectRoot, 'tsconfig.build.json'), 'utf8')) as { include: string[] }
).include;

/** Compiles the product into a folder, with its pages, styles and the like beside it. Flags are TypeScript's. */
export function compileTo(target: string, ...flags: string[]): void {
  const args = [typescriptCompiler(), '-p', 'tsconfig.build.json', '--outDir', target, ...flags];
  execFileSync(process.execPath, args, { cwd: projectRoot, stdio: 'inherit' });
  for (const folder of productSources.filter((entry) => extname(entry) === '')) copyAssets(folder, target);
}

/** Whatever lies beside the sources and is neither TypeScript nor text for developers. */
function copyAssets(folder: string, target: string): void {
  cpSync(join(projectRoot, folder), join(target, folder), {
    recursive: true,
    filter: (source) => !['.ts', '.md'].includes(extname(source)),
  });
}

function typescriptCompiler(): string {
  return join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
}
