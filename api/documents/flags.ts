import { z } from 'zod';
import type { FlagMark, Flags } from '../../db/tables/documents.ts';
import { type DocumentFlag, documentFlags } from '../../domain/document-status.ts';
import { ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { instant } from '../http/fields.ts';
import type { Language } from '../http/language.ts';
import { explanation, type FlagAnswer, flagAnswer } from './flag-answer.ts';
import { flagFile } from './flag-columns.ts';
import { flagWords } from './flag-words.ts';

/** A flag of one document: what it means, since when, of how much, and the ways out. */
export const flagDetailAnswer = z
  .strictObject({
    ...explanation,
    reason: z.string().meta({ description: 'What was seen, in Portuguese.' }),
    amountCents: z.int().nullable(),
    since: instant,
    chargeId: z.string().nullable().meta({ description: 'The charge whose news raised it.' }),
  })
  .meta({ id: 'FlagDetail' });

const listFlags = defineRoute({
  method: 'get',
  path: '/v1/flags',
  operationId: 'listFlags',
  tag: 'Documents',
  summary: 'List every flag a document can have: what it means and the ways out',
  description:
    'In Portuguese with `Accept-Language: pt-BR`, else in English. `GET /v1/documents?flag=` lists the documents.',
  roles: ['erp', 'operator', 'viewer'],
  answers: { 200: z.strictObject({ data: z.array(flagAnswer) }) },
  exportsAs: flagFile,
  async handle({ language }) {
    return ok({ data: documentFlags.map((flag) => explain(flag, language)) });
  },
});

export const flagRoutes = [listFlags];

/** The flags of a document in detail, in the order in which they were raised. */
export function toFlagDetails(flags: Flags, language: Language): z.output<typeof flagDetailAnswer>[] {
  const raised = Object.entries(flags) as [DocumentFlag, FlagMark][];
  return raised
    .sort(([, one], [, other]) => one.at.localeCompare(other.at))
    .map(([flag, mark]) => {
      const explained = explain(flag, language);
      return {
        ...explained,
        // What is known of this very case is said in Portuguese alone.
        cure: language === 'pt-BR' && mark.cure ? mark.cure : explained.cure,
        reason: mark.reason,
        amountCents: mark.amountCents ?? null,
        since: mark.at,
        chargeId: mark.chargeId ?? null,
      };
    });
}

function explain(flag: DocumentFlag, language: Language): FlagAnswer {
  const { words, cure, cures } = flagWords[flag];
  return {
    flag,
    words: words[language],
    cure: cure[language],
    cures: cures.map((each) => ({ call: each.call, words: each.words[language] })),
  };
}
