import { refused } from '../refusal.ts';
import type { Body } from './call.ts';

/** A text field: undefined when left out, null when emptied. Throws a refusal when it is something else or too long. */
export function readText(body: Body, field: string, maxLength = 500): string | null | undefined {
  const value = body[field];
  if (value === undefined || value === null) return value;
  if (typeof value !== 'string' || value.length > maxLength) {
    throw refused(`invalid_${field}`, `O campo ${field} é inválido ou tem mais de ${maxLength} caracteres.`);
  }
  return value === '' ? null : value;
}

/** A yes or no; undefined when left out. */
export function readFlag(body: Body, field: string): boolean | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'boolean') return value;
  throw refused(`invalid_${field}`, `O campo ${field} deve ser true ou false.`);
}

/** One of a closed list; undefined when left out. */
export function readChoice<Choice extends string>(
  body: Body,
  field: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  const choice = choices.find((known) => known === value);
  if (!choice) throw refused(`invalid_${field}`, `O valor informado em ${field} é inválido.`);
  return choice;
}
