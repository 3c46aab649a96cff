import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const text = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
  link?: boolean;
  hasInstallScript?: boolean;
}

const manifest = JSON.parse(text('package.json')) as Record<
  'dependencies' | 'devDependencies' | 'allowScripts',
  Record<string, string | boolean>
>;
const lock = JSON.parse(text('package-lock.json')) as { packages: Record<string, Locked> };
const registry = 'https://registry.npmjs.org/';

/** What is wrong with where a package of the lockfile comes from, or null. */
function originFault({ resolved, integrity, link }: Locked): string | null {
  if (link) return 'is a folder';
  if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '')) return 'has no SHA-512 alone';
  // Without an address npm asks the registry that it is set to.
  if (resolved !== undefined && !resolved.startsWith(registry)) return `comes from ${resolved}`;
  return null;
}

describe('every package of the lockfile', () => {
  const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

  it('comes from one registry, and is the file that was locked', () => {
    expect(packages.length).toBeGreaterThan(400);
    const faults = packages.map(([path, locked]) => ({ path, fault: originFault(locked) }));
    expect(faults.filter(({ fault }) => fault !== null)).toEqual([]);
  });

  it('would be refused from elsewhere, or without a digest that holds', () => {
    const integrity = `sha512-${'A'.repeat(86)}==`;
    expect(originFault({ integrity, resolved: `${registry}zod/-/zod-4.6.7.tgz` })).toBeNull();
    expect(originFault({ integrity })).toBeNull();
    for (const locked of [
      { integrity, resolved: 'http://registry.npmjs.org/zod/-/zod-4.6.7.tgz' },
      { integrity, resolved: 'https://registry.npmjs.org.evil.example/zod.tgz' },
      { integrity, resolved: 'git+ssh://git@github.com/colinhacks/zod.git#main' },
      { integrity, resolved: 'file:../zod' },
      { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' },
      { integrity: `sha1-AAAA ${integrity}` },
      { integrity, link: true },
      {},
    ])
      expect(originFault(locked), JSON.stringify(locked)).not.toBeNull();
  });

  it('that wants to run a script at installation was allowed or denied by name', () => {
    const wanting = packages
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
    expect([...new Set(wanting)].sort()).toEqual(Object.keys(manifest.allowScripts).sort());
  });
});

describe('npm', () => {
  it('is told to refuse scripts that nobody allowed, and releases younger than a week', () => {
    const settings = text('.npmrc').split('\n');
    expect(settings).toContain('strict-allow-scripts=true');
    expect(settings).toContain('min-release-age=7');
    expect(settings.filter((line) => /^(registry|@|\/\/|strict-ssl|ignore|dangerously)/.test(line))).toEqual(
      [],
    );
  });
});

describe('a direct dependency', () => {
  const direct = { ...manifest.dependencies, ...manifest.devDependencies };

  it('is of one exact version', () => {
    const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
    expect(Object.entries(direct).filter(([, version]) => !exact.test(String(version)))).toEqual([]);
  });

  it('has its reason in docs/dependencies.md, in the table it belongs to', () => {
    const [, product = '', development = ''] = text('docs/dependencies.md').split(/^## /m);
    const reasons = (part: string) =>
      [...part.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)].map(([, name]) => String(name));
    expect(reasons(product)).toEqual(Object.keys(manifest.dependencies));
    expect(reasons(development)).toEqual(Object.keys(manifest.devDependencies));
  });
});
