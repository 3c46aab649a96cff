import { randomUUID } from 'node:crypto';
import type { AnswerJudge } from '../answer-judge.ts';
import { inDays } from '../environment.ts';
import { type Kind, kindsOf, resolve, type Schema } from './api-description.ts';

/** A place in a body: names of fields and positions in lists. */
export type Place = readonly (string | number)[];

interface Found {
  place: Place;
  /** The kinds of JSON values that it may hold; empty where the schema does not say. */
  kinds: readonly Kind[];
}

/** Makes values that a schema takes. `known` gives the value of a field that must name something which is there. */
export class Samples {
  readonly #judge: AnswerJudge;
  readonly #known: (field: string) => unknown;

  constructor(judge: AnswerJudge, known: (field: string) => unknown) {
    this.#judge = judge;
    this.#known = known;
  }

  /** With the fields that it must have, and those that the place leads through. */
  of(given: Schema, field = '', through: Place = []): unknown {
    const schema = resolve(this.#judge, given);
    const known = this.#known(field);
    if (known !== undefined) return known;
    if (schema.example !== undefined && schema.format !== 'date') return schema.example;
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return schema.enum[0];
    const [next, ...rest] = through;
    const choice = this.#choose(schema, next);
    if (choice) return this.of(choice, field, through);
    if (schema.properties) {
      const wanted = Object.entries(schema.properties).filter(
        ([name]) => name === next || schema.required?.includes(name),
      );
      return Object.fromEntries(
        wanted.map(([name, inner]) => [name, this.of(inner, name, name === next ? rest : [])]),
      );
    }
    if (schema.items) return [this.of(schema.items, field, rest)];
    return plainSample(schema);
  }

  /** Every place that the schema of a body names, itself included, each once. */
  placesIn(given: Schema): Found[] {
    const found = new Map<string, Found>();
    for (const { place, kinds } of this.#walk(given)) {
      const key = JSON.stringify(place);
      found.set(key, { place, kinds: [...(found.get(key)?.kinds ?? []), ...kinds] });
    }
    return [...found.values()];
  }

  #walk(given: Schema): Found[] {
    const schema = resolve(this.#judge, given);
    const below = (inner: Schema, step: string | number) =>
      this.#walk(inner).map(({ place, kinds }) => ({ place: [step, ...place], kinds }));
    const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
    return [
      { place: [], kinds: kindsOf(schema) },
      ...choices.flatMap((choice) => this.#walk(choice)),
      ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => below(inner, name)),
      ...(schema.items ? below(schema.items, 0) : []),
    ];
  }

  /** Of several choices the one that leads on, else the first. */
  #choose(schema: Schema, next: string | number | undefined): Schema | undefined {
    const choices = schema.anyOf ?? schema.oneOf;
    const leadsOn = (choice: Schema) => {
      const { properties, items } = resolve(this.#judge, choice);
      return typeof next === 'number' ? items !== undefined : next !== undefined && properties?.[next];
    };
    return choices?.find(leadsOn) ?? choices?.[0];
  }
}

function plainSample({ type, format, minimum }: Schema): unknown {
  if (type === 'integer' || type === 'number') return Math.max(1, minimum ?? 1);
  if (type === 'boolean') return true;
  if (type === 'null') return null;
  if (format === 'uuid') return randomUUID();
  if (format === 'date') return inDays(20);
  if (format === 'email') return 'nome@empresa.com.br';
  return '12345';
}

/** The body with one value put at a place. */
export function putAt(body: unknown, [step, ...rest]: Place, value: unknown): unknown {
  if (step === undefined) return value;
  const copy: unknown = Array.isArray(body) ? [...body] : Object.fromEntries(Object.entries(body ?? {}));
  const holder = copy as Record<string | number, unknown>;
  const inner = putAt(holder[step], rest, value);
  // `__proto__` as a field of its own, which an assignment would not make.
  Object.defineProperty(holder, step, {
    value: inner,
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return copy;
}
