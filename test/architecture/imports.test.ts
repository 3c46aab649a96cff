import { describe, expect, it } from 'vitest';
import { parseSource, type SourceFile, sourceFiles, sourceFolders } from './source-file.ts';

/**
 * The direction of imports (docs/architecture.md): what each part may load when it runs, besides itself. A folder
 * stands for all its files; `packages` for npm's and Node's. Type-only imports are free: they load nothing.
 */
const mayImport: Record<string, string[]> = {
  'config.ts': ['packages'],
  'failpoint.ts': ['packages'],
  'log-output.ts': ['packages'],
  'unhandled-errors.ts': ['packages'],
  'until-reachable.ts': [],
  domain: [],
  workflows: ['domain', '@temporalio/workflow', '@temporalio/common'],
  asaas: ['domain', 'failpoint.ts', 'packages'],
  db: ['domain', 'failpoint.ts', 'packages'],
  // Run by itself it asks the settings which database to migrate.
  'db/migrate.ts': ['config.ts', 'db', 'domain', 'packages'],
  'db/rotate-secrets.ts': ['config.ts', 'db', 'domain', 'packages'],
  'db/rebuild.ts': ['config.ts', 'db', 'domain', 'packages'],
  'db/person.ts': ['config.ts', 'db', 'domain', 'packages'],
  activities: ['domain', 'failpoint.ts', 'asaas', 'db', 'packages'],
  api: [
    'config.ts',
    'log-output.ts',
    'unhandled-errors.ts',
    'until-reachable.ts',
    'failpoint.ts',
    'domain',
    'asaas',
    'db',
    'packages',
  ],
  worker: [
    'config.ts',
    'log-output.ts',
    'unhandled-errors.ts',
    'until-reachable.ts',
    'failpoint.ts',
    'domain',
    'asaas',
    'db',
    'workflows',
    'activities',
    'audit',
    'packages',
  ],
  audit: ['config.ts', 'domain', 'asaas', 'db', 'packages'],
  console: ['packages'],
  simulator: ['packages'],
};

/** They stand outside of the product and may use any of it. */
const outside = ['dev', 'test'];

const folders = sourceFolders();
const parts = Object.keys(mayImport).filter((part) => part.endsWith('.ts') || folders.includes(part));
const sources = parts.filter((part) => !part.includes('/')).flatMap(sourceFiles);

describe('the direction of imports', () => {
  it.each(parts)('%s loads only what it may', (part) => {
    const allowed = [part, ...(mayImport[part] ?? [])];
    const wrong = filesOf(part).flatMap(({ path, imports }) =>
      imports.filter((target) => !isCovered(target, allowed)).map((target) => `${path} loads ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('is laid down for every folder there is', () => {
    const known = [...Object.keys(mayImport), ...outside];
    expect(folders.filter((folder) => !known.includes(folder))).toEqual([]);
  });

  it.each(['api', 'db'])('never reaches Temporal from %s', (part) => {
    const wrong = filesOf(part).filter(({ imports }) =>
      imports.some((name) => name.startsWith('@temporalio/')),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('leaves the holidays to one file: they are too big for the bundle of the workflows', () => {
    const loading = sources.filter(({ imports }) => imports.includes('date-holidays'));
    expect(loading.map(({ path }) => path)).toEqual(['asaas/bank-days.ts']);
  });

  it('never runs in a circle', () => {
    expect(findCircles([...folders, 'config.ts', 'failpoint.ts'].flatMap(sourceFiles))).toEqual([]);
  });

  it('finds a circle, however long, and calls none a file that two others load', () => {
    const file = (path: string, ...typeImports: string[]) => ({
      path,
      imports: [],
      typeImports,
      reaches: [],
    });
    const circle = [file('a.ts', 'b.ts'), file('b.ts', 'c.ts'), file('c.ts', 'a.ts')];
    const shared = [file('d.ts', 'e.ts', 'f.ts'), file('e.ts', 'f.ts'), file('f.ts', 'a.ts')];
    expect(findCircles([...circle, ...shared])).toEqual(['a.ts → b.ts → c.ts → a.ts']);
  });

  it('sees every way to load a file, and leaves types alone', () => {
    const { imports } = parseSource(
      'domain/example.ts',
      `import { a } from '../db/a.ts';
       import { type B } from '../db/b.ts';
       import '../db/c.ts';
       export * from '../db/d.ts';
       export { e } from '../db/e.ts';
       const f = await import('../db/f.ts');
       import pg from 'pg';
       import type { X } from '../db/x.ts';
       export type { Y } from '../db/y.ts';
       let z: import('../db/z.ts').Z;`,
    );
    expect(imports.sort()).toEqual([...'abcdef'].map((name) => `db/${name}.ts`).concat('pg'));
  });
});

describe('what a process is told from outside', () => {
  it('is read in one place: nothing but the settings reads process.env', () => {
    const readers = sources.filter(({ reaches }) => reaches.includes('process.env')).map(({ path }) => path);
    // The simulator is a program of its own, with settings of its own.
    expect(
      readers.filter((path) => !['config.ts', 'simulator/main.ts', 'simulator/settings.ts'].includes(path)),
    ).toEqual([]);
  });

  it('never is the time or chance in the pure rules', () => {
    const impure = filesOf('domain')
      .filter(({ reaches }) => reaches.length > 0)
      .map(({ path, reaches }) => `${path} uses ${reaches.join(', ')}`);
    expect(impure).toEqual([]);
  });

  it('is recognised however it is written', () => {
    const code = `Date.now(); Date['now'](); new Date(); new Date(0); Math.random(); process.env.X; const { Y } = process.env;`;
    expect(parseSource('domain/example.ts', code).reaches.sort()).toEqual([
      'Date.now',
      'Math.random',
      'new Date()',
      'process.env',
    ]);
  });
});

/** Every circle of imports, those of types included, that is not part of one found before, as the walk that leads back to its first file. */
function findCircles(files: SourceFile[]): string[] {
  const importsOf = new Map(files.map((file) => [file.path, [...file.imports, ...file.typeImports]]));
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (path: string, way: string[]): void => {
    const at = way.indexOf(path);
    if (at >= 0) circles.push([...way.slice(at), path].join(' → '));
    if (at >= 0 || done.has(path)) return;
    for (const next of importsOf.get(path) ?? []) walk(next, [...way, path]);
    done.add(path);
  };
  for (const { path } of files) walk(path, []);
  return circles;
}

/** The files of a part, without those that have a line of their own. */
function filesOf(part: string): SourceFile[] {
  return sources.filter(({ path }) => path === part || (path.startsWith(`${part}/`) && !(path in mayImport)));
}

function isCovered(target: string, allowed: string[]): boolean {
  if (!/\.(tsx?|json)$/.test(target) && !target.startsWith('..') && allowed.includes('packages')) return true;
  return allowed.some((name) => target === name || target.startsWith(`${name}/`));
}
