import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

/**
 * Converts the schemas that validate into the schemas that document. A schema with an id becomes a component. Add the
 * schemas of requests before those of answers: where the two differ (a field with a default), the second one becomes
 * `…Input`.
 */
export class SchemaBook {
  readonly components: Record<string, JsonSchema> = {};
  readonly #meanings = new Map<string, string>();

  refer(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const {
      $schema: _,
      $defs = {},
      ...root
    } = z.toJSONSchema(schema, {
      io,
      unrepresentable: 'any',
      override: ({ jsonSchema }) => dropSafeIntegerBounds(jsonSchema),
    }) as JsonSchema & { $defs?: Definitions };
    const names = new Map(Object.keys($defs).map((id) => [id, this.#nameOf(id, $defs, io)]));
    for (const [id, definition] of Object.entries($defs)) {
      this.components[names.get(id) as string] = withRefs(definition, names) as JsonSchema;
    }
    return withRefs(root, names) as JsonSchema;
  }

  #nameOf(id: string, definitions: Definitions, io: 'input' | 'output'): string {
    const meaning = JSON.stringify(expand({ $ref: prefix + id }, definitions));
    const known = this.#meanings.get(id);
    if (known === undefined) this.#meanings.set(id, meaning);
    if (known === undefined || known === meaning) return id;
    if (io === 'output') throw new Error(`Two schemas are called ${id}`);
    return `${id}Input`;
  }
}

type Definitions = Record<string, JsonSchema>;

const prefix = '#/$defs/';

function withRefs(schema: unknown, names: Map<string, string>): unknown {
  return mapRefs(schema, (id) => ({ $ref: `#/components/schemas/${names.get(id)}` }));
}

/** The schema with every reference replaced by its target. */
function expand(schema: unknown, definitions: Definitions): unknown {
  return mapRefs(schema, (id) => expand(definitions[id], definitions));
}

function mapRefs(value: unknown, replace: (id: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => mapRefs(each, replace));
  if (typeof value !== 'object' || value === null) return value;
  const { $ref, ...rest } = value as JsonSchema;
  const others = Object.fromEntries(
    Object.entries(rest).map(([key, inner]) => [key, mapRefs(inner, replace)]),
  );
  if (typeof $ref !== 'string') return others;
  return { ...(replace($ref.slice(prefix.length)) as JsonSchema), ...others };
}

/** A bound that every JSON number satisfies says nothing to a reader. */
function dropSafeIntegerBounds(schema: JsonSchema): void {
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
}
