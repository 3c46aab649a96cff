import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a source file does that the architecture has a rule about. Paths are relative to the checkout. */
export interface SourceFile {
  path: string;
  /** What it loads when it runs: paths of own files, names of packages. Type-only imports load nothing. */
  imports: string[];
  /** What it takes types alone from. */
  typeImports: string[];
  /** The impure things it reaches for, as they are written: `process.env`, `Date.now`, `new Date()`, `Math.random`. */
  reaches: string[];
}

/** Every TypeScript file of ours under a folder, or the one file of that name. */
export function sourceFiles(folderOrFile: string): SourceFile[] {
  if (folderOrFile.endsWith('.ts')) return [readSource(folderOrFile)];
  return sourceNames(folderOrFile).map((name) => readSource(posix.join(folderOrFile, name)));
}

/** The folders at the top of the checkout that hold TypeScript of ours. */
export function sourceFolders(): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^(\.|node_modules|dist|coverage)/.test(entry.name))
    .map(({ name }) => name)
    .filter((name) => sourceNames(name).length > 0);
}

function sourceNames(folder: string): string[] {
  const names = readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.tsx?$/.test(name)).sort();
}

function readSource(path: string): SourceFile {
  return parseSource(path, readFileSync(`${root}${path}`, 'utf8'));
}

export function parseSource(path: string, code: string): SourceFile {
  const { program, errors } = parseSync(path, code);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const imports = new Set<string>();
  const typeImports = new Set<string>();
  const reaches = new Set<string>();
  const load = (specifier: string, kind?: string | null) =>
    void (kind === 'type' ? typeImports : imports).add(ownPath(path, specifier));
  new Visitor({
    // `import { type A }` still loads the file under verbatimModuleSyntax; only `import type` is erased.
    ImportDeclaration: (node) => load(node.source.value, node.importKind),
    ExportAllDeclaration: (node) => load(node.source.value, node.exportKind),
    ExportNamedDeclaration: (node) => void (node.source && load(node.source.value, node.exportKind)),
    ImportExpression: ({ source }) =>
      load(source.type === 'Literal' && typeof source.value === 'string' ? source.value : 'unknown()'),
    MemberExpression: ({ object, property, computed }) => {
      if (object.type !== 'Identifier') return;
      const name =
        property.type === 'Identifier' && !computed
          ? property.name
          : code.slice(property.start + 1, property.end - 1);
      const written = `${object.name}.${name}`;
      if (['process.env', 'Date.now', 'Math.random'].includes(written)) reaches.add(written);
    },
    NewExpression: ({ callee, arguments: given }) => {
      if (callee.type === 'Identifier' && callee.name === 'Date' && given.length === 0)
        reaches.add('new Date()');
    },
  }).visit(program);
  return { path, imports: [...imports], typeImports: [...typeImports], reaches: [...reaches] };
}

function ownPath(importer: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(posix.dirname(importer), specifier) : specifier;
}
