import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: { headers: Record<string, { required?: boolean }>; schemas: object };
}

interface Operation {
  responses: Record<
    string,
    { headers?: Record<string, { $ref: string }>; content?: Record<string, { schema: object }> }
  >;
}

const judges = new Map<'all' | 'of production', Promise<AnswerJudge>>();

/** Holds every answer to the OpenAPI file: a status, a media type or a field it does not name is a failure. */
export class AnswerJudge {
  readonly document: OpenApi;
  readonly #ajv: Ajv2020;
  readonly #validators = new Map<string, ValidateFunction>();
  readonly #patterns: { pattern: RegExp; operations: Record<string, Operation> }[];

  private constructor(document: OpenApi) {
    this.document = document;
    this.#ajv = new Ajv2020({ strict: false, allErrors: true });
    formats.default(this.#ajv);
    this.#ajv.addFormat('base64', true);
    this.#ajv.addSchema({ $id: 'api', ...document });
    // A literal path wins over one with a parameter, as it does when they are mounted.
    this.#patterns = Object.entries(document.paths)
      .sort(([a], [b]) => a.split('{').length - b.split('{').length)
      .map(([path, operations]) => ({
        pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
        operations,
      }));
  }

  /**
   * The judge of an API with these routes. The test files of one process share it: to read the file and to compile its
   * schemas takes longer than most of the tests.
   */
  static of(url: string, routes: 'all' | 'of production'): Promise<AnswerJudge> {
    const judge = judges.get(routes) ?? AnswerJudge.#read(url);
    judges.set(routes, judge);
    return judge;
  }

  static async #read(url: string): Promise<AnswerJudge> {
    return new AnswerJudge((await (await fetch(`${url}/openapi.json`)).json()) as OpenApi);
  }

  check(method: string, path: string, response: Response, body: unknown): void {
    const what = `${method} ${path} ${response.status}`;
    const operation = this.#operationOf(method, path);
    if (!operation) {
      this.#checkUnmounted(what, response);
      return;
    }
    const described = operation.responses[String(response.status)];
    if (!described) throw new Error(`${what} is not in the OpenAPI file: ${JSON.stringify(body)}`);
    // An address that cannot be decoded is answered before anybody is known.
    if (response.status < 500 && response.status !== 404)
      this.#checkHeaders(what, described.headers ?? {}, response);
    const mediaType = response.headers.get('content-type')?.split(';')[0];
    if (mediaType === undefined && !described.content) return;
    const schema = described.content?.[mediaType ?? '']?.schema;
    if (!schema) throw new Error(`${what} answers ${mediaType}, which is not in the OpenAPI file`);
    const faults = this.faultsOf(schema, body);
    if (faults !== null) throw new Error(`${what} does not fit: ${faults}`);
  }

  /** What of a value does not fit a schema of the file; null when all of it does. */
  faultsOf(schema: object, value: unknown): string | null {
    const validate = this.#validatorOf(schema);
    return validate(value) ? null : this.#ajv.errorsText(validate.errors);
  }

  #operationOf(method: string, path: string): Operation | undefined {
    const plain = path.split('?')[0] ?? '';
    return this.#patterns.find(({ pattern }) => pattern.test(plain))?.operations[method.toLowerCase()];
  }

  #checkUnmounted(what: string, response: Response): void {
    if (![404, 405].includes(response.status)) throw new Error(`${what} is not in the OpenAPI file`);
  }

  #checkHeaders(what: string, described: object, { headers }: Response): void {
    const isRequired = (name: string) => this.document.components.headers[name]?.required;
    const missing = Object.keys(described).filter((name) => isRequired(name) && !headers.has(name));
    if (missing.length > 0) throw new Error(`${what} lacks the headers ${missing.join(', ')}`);
  }

  #validatorOf(schema: object): ValidateFunction {
    const text = JSON.stringify(schema).replaceAll('"#/', '"api#/');
    const validate = this.#validators.get(text) ?? this.#ajv.compile(JSON.parse(text));
    this.#validators.set(text, validate);
    return validate;
  }
}
