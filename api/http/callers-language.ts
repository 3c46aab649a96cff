import { inEnglish } from '../problems/english-sentences.ts';
import type { Language } from './language.ts';

/** The fields of answers that have sentences of ours for people. */
const told = new Set(['cause', 'cure', 'keyCure', 'outlook', 'reason', 'words']);

/** Events and timeline entries keep the words of their time. */
function isHistory(value: object): boolean {
  return 'occurredAt' in value || 'actor' in value;
}

/**
 * The answer with its sentences in the caller's language. They are stored in Portuguese, so a repeated call gets the
 * language that the repetition asks for.
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
