import type { Request } from 'express';

export type Language = 'pt-BR' | 'en';

/** A text for people, in both languages. */
export type Bilingual = Readonly<Record<Language, string>>;

/** The language of details and messages: Portuguese for callers who ask for it, English for all others. */
export function languageOf(request: Request): Language {
  const wanted = request.acceptsLanguages(['en', 'pt-br', 'pt']);
  return wanted === 'pt' || wanted === 'pt-br' ? 'pt-BR' : 'en';
}
