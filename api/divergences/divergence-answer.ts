import { z } from 'zod';
import type { ListedDivergence } from '../../db/divergences/divergence-list.ts';
import type { CalendarDate } from '../../domain/calendar.ts';
import { divergenceFields, termFields } from '../../domain/divergence.ts';
import { type Take, type TakeObstacle, takeObstacle, takeObstacles } from '../../domain/divergence-choice.ts';
import { fieldLabels } from '../../domain/divergence-words.ts';
import { documentChanges } from '../documents/document-fields.ts';
import { id, instant } from '../http/fields.ts';
import type { Language } from '../http/language.ts';
import { englishLabels, obstacleWords, takeWords } from './choice-words.ts';

const value = z
  .union([z.int(), z.string(), z.record(z.string(), z.union([z.number(), z.string()]))])
  .nullable()
  .meta({
    description:
      'As the document has it: centavos, a date, a text, a discount, fine or interest. Null where there is none.',
  });

const choice = z
  .strictObject({
    possible: z.boolean(),
    obstacle: z.enum(takeObstacles).nullable().meta({ description: 'Why it is not possible.' }),
    does: z.string().meta({
      description: 'What it will do, or why it is not possible and what helps; in the caller’s language.',
    }),
  })
  .meta({ id: 'DivergenceChoice' });

export const divergenceAnswer = z
  .strictObject({
    id,
    accountId: id,
    documentId: id,
    erpId: z.string(),
    number: z.string(),
    chargeId: z.string(),
    field: z.enum(divergenceFields).meta({
      description:
        '`amountCents` is the value of the charge: the document’s amount and addition, less the rebate. `payer`: ids of the payer at Asaas. `status`: the document’s and the charge’s. `surplusCharge`: a second charge that can be paid.',
    }),
    label: z.string().meta({ description: 'The field in words.', example: 'vencimento' }),
    ours: value,
    theirs: value,
    foundAt: instant.meta({ description: 'Since when it is known.' }),
    choices: z.strictObject({ ours: choice, asaas: choice }),
    taken: z
      .strictObject({ take: z.enum(['ours', 'asaas']), by: z.string(), at: instant })
      .nullable()
      .meta({ description: 'What a person chose. It is being carried out while `closedAt` is null.' }),
    closedAt: instant.nullable(),
    outcome: z.enum(['ours', 'asaas', 'mended', 'vanished']).nullable().meta({
      description:
        'How it ended. `mended`: news that no webhook had brought was applied at once. `vanished`: both sides agree again.',
    }),
  })
  .meta({ id: 'Divergence' });

export type DivergenceAnswer = z.output<typeof divergenceAnswer>;

/** A divergence as it is answered, with what each choice would do today. */
export function toDivergenceAnswer(
  row: ListedDivergence,
  { today, language }: { today: CalendarDate; language: Language },
): DivergenceAnswer {
  const { taken, taken_by, taken_at } = row;
  const choiceOf = (take: Take) => {
    const obstacle = obstacleTo(take, row, today);
    const words = obstacle ? obstacleWords[obstacle] : takeWords[take];
    return { possible: obstacle === null, obstacle, does: words[language] };
  };
  return {
    id: row.id,
    accountId: row.account_id,
    documentId: row.document_id,
    erpId: row.erp_id,
    number: row.number,
    chargeId: row.charge_id,
    field: row.field,
    label: (language === 'en' ? englishLabels : fieldLabels)[row.field],
    ours: row.ours as DivergenceAnswer['ours'],
    theirs: row.theirs as DivergenceAnswer['theirs'],
    foundAt: row.found_at.toISOString(),
    choices: { ours: choiceOf('ours'), asaas: choiceOf('asaas') },
    taken:
      taken && taken_by !== null && taken_at
        ? { take: taken, by: taken_by, at: taken_at.toISOString() }
        : null,
    closedAt: row.closed_at?.toISOString() ?? null,
    outcome: row.outcome,
  };
}

/** Why a value cannot be taken now; null when it can. */
export function obstacleTo(take: Take, row: ListedDivergence, today: CalendarDate): TakeObstacle | null {
  const obstacle = takeObstacle(take, row, {
    isClosed: row.closed_at !== null,
    isDecided: row.taken !== null,
    status: row.status,
    defaults: row.settings,
    today,
  });
  return obstacle ?? (take === 'asaas' && !isWithinRules(row) ? 'outside_rules' : null);
}

/** Whether the ERP could have asked for Asaas' value itself. A due date that is over simply grew old. */
function isWithinRules({ field, theirs }: ListedDivergence): boolean {
  const isTerm = (termFields as readonly string[]).includes(field);
  return isTerm && documentChanges.safeParse({ [field]: theirs }).success;
}
