import type { AnswerJudge } from '../answer-judge.ts';

export interface Schema {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  example?: unknown;
  default?: unknown;
  format?: string;
  pattern?: string;
  minimum?: number;
  minItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}

/** One operation of the OpenAPI file, with what it takes. */
export interface Described {
  name: string;
  method: string;
  path: string;
  roles: string[];
  parameters: Parameter[];
  body: Schema | null;
}

interface RawOperation {
  'x-roles'?: string[];
  parameters?: Parameter[];
  requestBody?: { content: { 'application/json': { schema: Schema } } };
}

/** Every operation that the API says it has. */
export function operationsOf({ document }: AnswerJudge): Described[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations as unknown as Record<string, RawOperation>).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      roles: operation['x-roles'] ?? [],
      parameters: operation.parameters ?? [],
      body: operation.requestBody?.content['application/json'].schema ?? null,
    })),
  );
}

export type Kind = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

/** The kinds of JSON values that a schema itself names, its choices aside. */
export function kindsOf({ type, const: only, enum: some, properties }: Schema): Kind[] {
  if (only !== undefined) return [kindOf(only)];
  if (some) return some.map(kindOf);
  if (type === 'integer') return ['number'];
  if (type !== undefined) return [type as Kind];
  return properties ? ['object'] : [];
}

/** What kind of JSON a value is. */
export function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : (typeof value as Kind);
}

/** The schema that a reference means, or the schema itself. */
export function resolve({ document }: AnswerJudge, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const { schemas } = document.components as { schemas: Record<string, Schema> };
  const named = schemas[schema.$ref.replace('#/components/schemas/', '')];
  if (!named) throw new Error(`${schema.$ref} is not in the OpenAPI file`);
  return named;
}
