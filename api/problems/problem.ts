import type { Bilingual, Language } from '../http/language.ts';
import { type ProblemCode, problemTexts } from './problem-texts.ts';

export type { ProblemCode } from './problem-texts.ts';

/** One fault of a body or query in an answer. `path` looks like `documents[3].payer.taxId`. */
export interface Fault {
  path: string;
  code: string;
  message: string;
}

interface ProblemExtras {
  /** Values for the detail's `{name}` places. A bilingual value is written in the reader's language. */
  values?: Record<string, string | number | Bilingual>;
  errors?: Fault[];
  /** How many faults are not in `errors`. */
  moreErrors?: number;
  /** More members of the answer (RFC 9457, 3.2), for programs. */
  members?: Record<string, unknown>;
  headers?: Record<string, string>;
}

/** Why a call cannot be done. Routes throw it. Only `answerProblem` turns it into an answer. */
export class Problem extends Error {
  override readonly name = 'Problem';

  readonly code: ProblemCode;
  readonly extras: ProblemExtras;

  constructor(code: ProblemCode, extras: ProblemExtras = {}) {
    super(code);
    this.code = code;
    this.extras = extras;
  }

  get status(): number {
    return problemTexts[this.code].status;
  }
}

interface Told {
  language: Language;
  requestId: string;
  /** Where the page is that explains each code. */
  publicUrl: string;
}

/** The problem as `application/problem+json` (RFC 9457). */
export function toProblemDocument(problem: Problem, { language, requestId, publicUrl }: Told) {
  const texts = problemTexts[problem.code];
  return {
    type: `${publicUrl}/docs/problems#${problem.code}`,
    title: texts.title[language],
    status: texts.status,
    code: problem.code,
    detail: fillIn(texts.detail[language], problem.extras.values ?? {}, language),
    requestId,
    ...(problem.extras.errors && { errors: problem.extras.errors }),
    ...(problem.extras.moreErrors !== undefined && { moreErrors: problem.extras.moreErrors }),
    ...problem.extras.members,
  };
}

/** Replaces the `{name}` places of a text. */
export function fillIn(
  text: string,
  values: Record<string, string | number | Bilingual>,
  language: Language,
): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === 'object' ? value[language] : String(value);
  });
}
