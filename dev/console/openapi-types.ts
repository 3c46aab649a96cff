/**
 * The types of an OpenAPI 3.1 document in the shape that the client (`openapi-fetch`) reads. Written here because the
 * generator that belongs to that client needs a compiler API that TypeScript 7 does not have.
 */
export interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

interface Operation {
  parameters?: { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema: Schema }[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, { content?: Content }>;
}

type Content = Record<string, { schema: Schema }>;

interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  items?: Schema | false;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
}

export function writeTypes({ paths, components }: OpenApi): string {
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => `${key(name)}: ${typeOf(schema)};`,
  );
  const addresses = Object.entries(paths).map(
    ([path, operations]) =>
      `${key(path)}: { ${Object.entries(operations)
        .map(([method, operation]) => `${method}: ${writeOperation(operation)};`)
        .join('\n')} };`,
  );
  return `// Written by dev/console/write-api-types.ts. Not to be edited.
export interface paths {\n${addresses.join('\n')}\n}
export interface components { schemas: {\n${schemas.join('\n')}\n} }
`;
}

function writeOperation({ parameters = [], requestBody, responses }: Operation): string {
  const places = (['query', 'path'] as const).map((place) => writeParameters(parameters, place));
  const body = requestBody ? writeContent(requestBody.content) : 'never';
  const answers = Object.entries(responses).map(
    ([status, { content }]) => `${status}: ${content ? writeContent(content) : '{ content?: never }'};`,
  );
  return `{ parameters: { ${places.join(' ')} }; requestBody${requestBody ? '' : '?'}: ${body}; responses: { ${answers.join(' ')} } }`;
}

function writeParameters(parameters: NonNullable<Operation['parameters']>, place: 'query' | 'path'): string {
  const here = parameters.filter((parameter) => parameter.in === place);
  if (here.length === 0) return `${place}?: never;`;
  const fields = here.map(
    ({ name, required, schema }) => `${key(name)}${required ? '' : '?'}: ${typeOf(schema)};`,
  );
  const optional = here.some(({ required }) => required) ? '' : '?';
  return `${place}${optional}: { ${fields.join(' ')} };`;
}

function writeContent(content: Content): string {
  const kinds = Object.entries(content).map(([kind, { schema }]) => `${key(kind)}: ${typeOf(schema)};`);
  return `{ content: { ${kinds.join(' ')} } }`;
}

function typeOf(schema: Schema): string {
  if (schema.$ref) return `components['schemas'][${key(schema.$ref.split('/').at(-1) ?? '')}]`;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const union = schema.anyOf ?? schema.oneOf;
  if (union) return union.map((each) => `(${typeOf(each)})`).join(' | ');
  if (schema.allOf) return schema.allOf.map((each) => `(${typeOf(each)})`).join(' & ');
  const kinds = Array.isArray(schema.type) ? schema.type : [schema.type ?? 'unknown'];
  return kinds.map((kind) => typeOfKind(kind, schema)).join(' | ');
}

function typeOfKind(kind: string, schema: Schema): string {
  if (kind === 'integer') return 'number';
  if (kind === 'array') return `(${schema.items ? typeOf(schema.items) : 'unknown'})[]`;
  if (kind === 'object') return writeObject(schema);
  return kind;
}

function writeObject({ properties = {}, required = [], additionalProperties }: Schema): string {
  const fields = Object.entries(properties).map(
    ([name, schema]) => `${key(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)};`,
  );
  if (fields.length > 0) return `{ ${fields.join(' ')} }`;
  const rest = typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown';
  return `Record<string, ${rest}>`;
}

function key(name: string): string {
  return JSON.stringify(name);
}
