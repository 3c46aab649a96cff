import { inEnglish } from '../problems/english-sentences.ts';
import type { Language } from './language.ts';

/** The fields in which answers tell a person something in our own words. */
const told = new Set(['cause', 'cure', 'keyCure', 'outlook', 'reason', 'words']);

/** What happened is told as it was told then: an event's data, a timeline's details. */
function isHistory(value: object): boolean {
  return 'occurredAt' in value || 'actor' in value;
}

/**
 * An answer with what it tells people in the caller's language. Sentences are kept in Portuguese, so a repeated call is told in
 * the language of the repetition.
 */
export function inCallersLanguage(body: unknown, language: Language): unknown {
  return language === 'pt-BR' ? body : translate(body);
}

function translate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(translate);
  if (typeof value !== 'object' || value === null || isHistory(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [
    name,
    typeof inner === 'string' && told.has(name) ? inEnglish(inner) : translate(inner),
  ]);
  return Object.fromEntries(entries);
}
