import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeApi } from '../../api/documentation/openapi.ts';
import { whatChanged } from '../../api/documentation/what-changed.ts';
import { routes } from '../../api/routes.ts';

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is looked into here, and judged elsewhere.
type Node = any;

const document = describeApi(routes) as Node;

/** What the API gained on each day, the first day being all that was there. Nothing is ever taken out or moved to another day. */
const growth: Record<string, string[]> = JSON.parse(
  readFileSync(new URL('api-growth.json', import.meta.url), 'utf8'),
);
const [firstDay = '', ...laterDays] = Object.keys(growth);

/** Everything of the API that has a name: operations, parameters, fields, codes of problems, types of events. */
function namesOf({ paths, webhooks, components }: Node): string[] {
  const operations = Object.entries<Node>(paths).flatMap(([path, methods]) =>
    Object.entries<Node>(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return [
    ...operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`),
    ...operations.flatMap(({ path, method, operation: { parameters = [] } }) =>
      parameters
        .filter((parameter: Node) => parameter.in === 'query')
        .map(({ name }: Node) => `${method.toUpperCase()} ${path}?${name}`),
    ),
    ...Object.entries<Node>(components.schemas).flatMap(([schema, { properties = {} }]) =>
      Object.keys(properties).map((field) => `${schema}.${field}`),
    ),
    ...components.schemas.Problem.properties.code.enum.map((code: string) => `problem ${code}`),
    ...Object.keys(webhooks).map((type) => `event ${type}`),
  ].sort();
}

/** What is said of a name: nothing more of a parameter or field whose operation or schema is new itself. */
function wordFor(name: string, sameDay: readonly string[]): string | null {
  const parameter = /^(.*)\?(.*)$/.exec(name);
  if (parameter) return sameDay.includes(parameter[1] ?? '') ? null : (parameter[2] ?? '');
  const field = /^(\w+)\.(\w+)$/.exec(name);
  if (field) return isNewSchema(field[1] ?? '', sameDay) ? null : (field[2] ?? '');
  return name.split(' ').at(-1) ?? '';
}

/** Whether no earlier day had the schema. */
function isNewSchema(schema: string, sameDay: readonly string[]): boolean {
  const day = laterDays.find((each) => growth[each] === sameDay) ?? firstDay;
  const earlier = Object.keys(growth).filter((each) => each < day);
  return !earlier.some((each) => growth[each]?.some((name) => name.startsWith(`${schema}.`)));
}

describe('the API', () => {
  it('has grown by nothing that api-growth.json does not have under a day, and lost nothing of it', () => {
    const known = Object.values(growth).flat();
    const now = namesOf(document);
    const how =
      'Add it to test/docs/api-growth.json under the day of the change, and say it in what-changed.ts.';
    expect({ how, grown: now.filter((name) => !known.includes(name)) }).toEqual({ how, grown: [] });
    const lost =
      'A caller may use it. If it must go, say so in what-changed.ts and take it from api-growth.json.';
    expect({ lost, names: known.filter((name) => !now.includes(name)) }).toEqual({ lost, names: [] });
    expect(known.toSorted()).toEqual([...new Set(known)].sort());
  });

  it.each(laterDays)('tells under “What changed”, in both languages, all that it gained on %s', (day) => {
    const gained = growth[day] ?? [];
    const words = gained.flatMap((name) => wordFor(name, gained) ?? []);
    expect(words.length).toBeGreaterThan(0);
    for (const language of ['en', 'pt-BR'] as const) {
      const told = whatChanged(language, day);
      expect({ language, day, untold: words.filter((word) => !told.includes(word)) }).toEqual({
        language,
        day,
        untold: [],
      });
    }
  });
});
