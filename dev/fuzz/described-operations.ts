/** As much of an OpenAPI file as is looked into here. */
export interface ApiFile {
  paths: Record<string, Record<string, Operation>>;
  webhooks?: unknown;
  components: { schemas: Record<string, unknown> };
}

interface Operation {
  'x-roles'?: readonly string[];
  parameters?: { name: string; in: string; schema: object }[];
}

/** Ids that exist, so that calls come further than to a 404. */
export interface KnownIds {
  /** By the first part of a path below `/v1`: `documents`. */
  ofPath: Readonly<Record<string, readonly string[]>>;
  /** By the name of a field or parameter: `accountId`. */
  ofField: Readonly<Record<string, readonly string[]>>;
}

export type Door = 'vendor' | 'company';

/**
 * The operations that a key opens (those of the vendor, or all others), with ids among what may be given. With `nouns`, only
 * those below these parts of `/v1`.
 */
export function operationsFor(
  file: ApiFile,
  door: Door,
  known: KnownIds,
  nouns?: readonly string[],
): ApiFile {
  const { webhooks: _, ...copy } = structuredClone(file);
  copy.paths = Object.fromEntries(
    Object.entries(copy.paths).flatMap(([path, methods]) => {
      if (nouns && !nouns.includes(nounOf(path))) return [];
      const kept = Object.entries(methods).filter(([, operation]) => doorOf(operation) === door);
      return kept.length > 0 ? [[path, Object.fromEntries(kept)]] : [];
    }),
  );
  for (const [path, methods] of Object.entries(copy.paths)) {
    for (const operation of Object.values(methods)) {
      // A call that waits half a minute for news would be a test of patience.
      operation.parameters = (operation.parameters ?? []).filter(({ name }) => name !== 'wait');
      for (const parameter of operation.parameters) adjust(parameter, path, known);
    }
  }
  tellOfIds([copy.paths, copy.components.schemas], known);
  return copy;
}

/** `documents` of `/v1/documents/{id}`. */
const nounOf = (path: string) => path.split('/')[2] ?? '';

const doorOf = (operation: Operation) => (operation['x-roles']?.includes('admin') ? 'vendor' : 'company');

function adjust(
  parameter: { name: string; in: string; schema: object },
  path: string,
  known: KnownIds,
): void {
  const ids = parameter.in === 'path' ? known.ofPath[nounOf(path)] : known.ofField[parameter.name];
  if (parameter.in === 'path' ? parameter.name === 'id' : ids)
    parameter.schema = orOneOf(ids, parameter.schema);
}

/** Fields of bodies, wherever they are. */
function tellOfIds(value: unknown, known: KnownIds): void {
  if (typeof value !== 'object' || value === null) return;
  const { properties } = value as { properties?: Record<string, object> };
  // The key of an account in production would be tried at Asaas itself.
  if (properties?.environment) properties.environment = { type: 'string', enum: ['sandbox'] };
  for (const [name, ids] of Object.entries(known.ofField)) {
    const field = properties?.[name];
    if (properties && field) properties[name] = orOneOf(ids, field);
  }
  for (const part of Object.values(value)) tellOfIds(part, known);
}

const orOneOf = (ids: readonly string[] | undefined, schema: object): object =>
  ids && ids.length > 0 ? { anyOf: [{ type: 'string', enum: ids }, schema] } : schema;
