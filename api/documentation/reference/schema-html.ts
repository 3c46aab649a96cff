import { escapeHtml } from '../html-page.ts';
import type { JsonSchema } from '../openapi-schemas.ts';

/** The schemas of the OpenAPI file, as references find them. */
export type Schemas = Readonly<Record<string, JsonSchema>>;

const prefix = '#/components/schemas/';

/** How deep fields within fields are shown before a reader is sent to the example. */
const depthMax = 4;

/** The fields of a schema, one line each, those within others below them. */
export function fieldsHtml(schema: JsonSchema, schemas: Schemas): string {
  const lines = linesOf(schema, { schemas, path: '', depth: 0 });
  return lines.length === 0 ? '' : `<dl class="fields">${lines.join('')}</dl>`;
}

interface Place {
  schemas: Schemas;
  path: string;
  depth: number;
}

function linesOf(given: JsonSchema, place: Place): string[] {
  const schema = resolve(given, place.schemas);
  if (place.depth > depthMax) return [];
  const choices = choicesOf(schema);
  if (choices.length > 0) return uniqueLines(choices.flatMap((choice) => linesOf(choice, place)));
  if (schema.items) return linesOf(schema.items as JsonSchema, { ...place, path: `${place.path}[]` });
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const required = (schema.required ?? []) as string[];
  return Object.entries(properties).flatMap(([name, inner]) => {
    const path = place.path === '' ? name : `${place.path}.${name}`;
    const line = fieldHtml(path, inner, required.includes(name), place.schemas);
    return [line, ...linesOf(inner, { ...place, path, depth: place.depth + 1 })];
  });
}

/** Alternatives share fields: each is shown once. */
function uniqueLines(lines: string[]): string[] {
  return [...new Set(lines)];
}

function choicesOf(schema: JsonSchema): JsonSchema[] {
  const choices = [...((schema.anyOf ?? []) as JsonSchema[]), ...((schema.oneOf ?? []) as JsonSchema[])];
  return choices.filter(({ type }) => type !== 'null');
}

function resolve(schema: JsonSchema, schemas: Schemas): JsonSchema {
  if (typeof schema.$ref !== 'string') return schema;
  return { ...schemas[schema.$ref.slice(prefix.length)], ...withoutRef(schema) };
}

function withoutRef({ $ref: _, ...rest }: JsonSchema): JsonSchema {
  return rest;
}

function fieldHtml(path: string, given: JsonSchema, isRequired: boolean, schemas: Schemas): string {
  const schema = resolve(given, schemas);
  const description = typeof schema.description === 'string' ? inlineCode(schema.description) : '';
  const mark = isRequired ? '' : ' <i>?</i>';
  return `<dt><code>${escapeHtml(path)}</code>${mark} <small>${escapeHtml(typeText(schema, schemas))}</small></dt><dd>${description}</dd>`;
}

/** What may stand in a field, in a few words. */
export function typeText(given: JsonSchema, schemas: Schemas): string {
  const schema = resolve(given, schemas);
  const isNullable = [...((schema.anyOf ?? []) as JsonSchema[])].some(({ type }) => type === 'null');
  const orNull = isNullable ? ' | null' : '';
  const choices = choicesOf(schema);
  if (choices.length > 0) {
    return [...new Set(choices.map((choice) => typeText(choice, schemas)))].join(' | ') + orNull;
  }
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return (schema.enum as unknown[]).map(String).join(' | ') + orNull;
  if (schema.items) {
    const each = typeText(schema.items as JsonSchema, schemas);
    return /[ ,]/.test(each) ? `(${each})[]` : `${each}[]`;
  }
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : String(schema.type ?? 'any');
  return [schema.format ? `${type} (${schema.format})` : type, boundsText(schema)].filter(Boolean).join(', ');
}

function boundsText({ minimum, maximum, maxLength, default: usual }: JsonSchema): string {
  const range = minimum !== undefined && maximum !== undefined ? `${minimum}–${maximum}` : '';
  const length = maxLength === undefined ? '' : `≤ ${maxLength}`;
  const preset = usual === undefined ? '' : `= ${JSON.stringify(usual)}`;
  return [range, length, preset].filter(Boolean).join(', ');
}

/** Text in which backquotes mark code. */
export function inlineCode(text: string): string {
  return escapeHtml(text).replace(/`([^`]*)`/g, '<code>$1</code>');
}
