import type { z } from 'zod';
import { type DocumentStatus, statusLabels } from '../../domain/document-status.ts';
import type { Bilingual, Language } from '../http/language.ts';
import { type FaultCode, faultTexts } from './fault-texts.ts';
import { type Fault, fillIn } from './problem.ts';

export type { FaultCode } from './fault-texts.ts';

/** A fault that was found, before it is written in a language. */
export interface Finding {
  path: readonly PropertyKey[];
  code: FaultCode;
  values?: Record<string, string | number | Bilingual>;
}

/** Writes a finding in the reader's language: path, code, and what to do. */
export function toFault(finding: Finding, language: Language): Fault {
  const path = writePath(finding.path);
  const values = { field: path === '' ? theWhole : path, ...finding.values };
  return { path, code: finding.code, message: fillIn(faultTexts[finding.code][language], values, language) };
}

/** The most faults in the answer for one row. */
const faultsPerRowMax = 20;

/** The most faults in the answer for one call. A person reads no longer list, and a program repeats one fault. */
const faultsPerCallMax = 1_000;

/** The faults in the answer, and how many are left out. */
export interface ToldFaults {
  errors: Fault[];
  moreErrors?: number;
}

/** Writes the findings of a call that is refused as a whole, up to the limit of one call. */
export function toFaults(findings: readonly Finding[], language: Language): ToldFaults {
  return tell(findings, faultsPerCallMax, language);
}

/**
 * Writes the findings of many rows, row by row. Each row gets at least its first fault, so no row is refused without a
 * reason.
 */
export function faultsOfRows(language: Language): (findings: readonly Finding[]) => ToldFaults {
  let left = faultsPerCallMax;
  return (findings) => {
    const told = tell(findings, Math.max(1, Math.min(faultsPerRowMax, left)), language);
    left -= told.errors.length;
    return told;
  };
}

function tell(findings: readonly Finding[], max: number, language: Language): ToldFaults {
  const errors = findings.slice(0, max).map((finding) => toFault(finding, language));
  const more = findings.length - errors.length;
  return more > 0 ? { errors, moreErrors: more } : { errors };
}

/** The caller chooses the names of unknown fields. Long names are cut. */
const pathLengthMax = 200;

/** `documents[3].payer.taxId`. A character that cannot be stored becomes U+FFFD, because answers are stored. */
export function writePath(path: readonly PropertyKey[]): string {
  const text = path.reduce<string>((written, part) => {
    if (typeof part === 'number') return `${written}[${part}]`;
    return written === '' ? String(part) : `${written}.${String(part)}`;
  }, '');
  const short = text.length > pathLengthMax ? `${text.slice(0, pathLengthMax)}…` : text;
  return short.replace(/\0|\p{Surrogate}/gu, '\uFFFD');
}

/** The name of a status in both languages. */
export function statusName(status: DocumentStatus): Bilingual {
  return { en: status, 'pt-BR': statusLabels[status] };
}

/** Several statuses in one text. */
export function statusNames(statuses: DocumentStatus[]): Bilingual {
  return { en: statuses.join(', '), 'pt-BR': statuses.map((status) => statusLabels[status]).join(', ') };
}

const theWhole: Bilingual = { en: 'the body', 'pt-BR': 'o corpo' };

/** Converts what a schema found. A schema's own check has its code in `params.fault`. */
export function toFindings(error: z.ZodError): Finding[] {
  return error.issues.flatMap(toFinding);
}

type Issue = z.core.$ZodIssue;

function toFinding(issue: Issue): Finding[] {
  const { path } = issue;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], code: 'unknown_field' }));
    case 'invalid_type':
      if (issue.input === undefined) return [{ path, code: 'required' }];
      return [
        { path, code: 'wrong_type', values: { expected: typeNames[issue.expected] ?? issue.expected } },
      ];
    case 'invalid_value':
      return [{ path, code: 'invalid_choice', values: { choices: issue.values.join(', ') } }];
    case 'invalid_union':
      return [unionFinding(issue)];
    case 'too_small':
    case 'too_big':
      return [sizeFinding(issue)];
    case 'invalid_format':
      return [{ path, code: formatCodes[issue.format] ?? 'invalid_format' }];
    case 'custom':
      return [{ path, code: customCode(issue), values: issue.params?.values ?? {} }];
    default:
      return [{ path, code: 'invalid_format' }];
  }
}

const formatCodes: Record<string, FaultCode> = { email: 'invalid_email', uuid: 'invalid_id' };

const typeNames: Record<string, Bilingual> = {
  string: { en: 'text', 'pt-BR': 'texto' },
  number: { en: 'number', 'pt-BR': 'número' },
  int: { en: 'whole number', 'pt-BR': 'número inteiro' },
  boolean: { en: 'true or false', 'pt-BR': 'verdadeiro ou falso' },
  array: { en: 'list', 'pt-BR': 'lista' },
  object: { en: 'object', 'pt-BR': 'objeto' },
};

function unionFinding(issue: Extract<Issue, { code: 'invalid_union' }>): Finding {
  const choices = 'options' in issue && Array.isArray(issue.options) ? issue.options.join(', ') : null;
  return choices === null
    ? { path: issue.path, code: 'invalid_format' }
    : { path: issue.path, code: 'invalid_choice', values: { choices } };
}

function sizeFinding(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): Finding {
  const small = issue.code === 'too_small';
  const limit = Number(small ? issue.minimum : issue.maximum);
  const values = { limit };
  if (issue.origin === 'array') return { path: issue.path, code: small ? 'too_few' : 'too_many', values };
  if (issue.origin !== 'string') return { path: issue.path, code: small ? 'too_small' : 'too_large', values };
  if (small && limit === 1) return { path: issue.path, code: 'blank' };
  return { path: issue.path, code: small ? 'too_short' : 'too_long', values };
}

function customCode(issue: Extract<Issue, { code: 'custom' }>): FaultCode {
  const code: unknown = issue.params?.fault;
  return typeof code === 'string' && code in faultTexts ? (code as FaultCode) : 'invalid_format';
}
