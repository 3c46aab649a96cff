import { z } from 'zod';
import { findNoticeFaults, noticeChannels, noticeKinds } from '../../domain/notices.ts';
import type { Language } from '../http/language.ts';
import { toFaults } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';

export const noticeKind = z.enum(noticeKinds).meta({
  description:
    'charge_created: the document was registered. charge_amended: its value or due date changed. before_due: `days` before the due date. on_due_date: on it. digitable_line: on the due date, the line to pay by, if the slip was not opened. overdue: the day after. still_overdue: every `days` days after it. paid: it was paid.',
});

export const noticeChannel = z.enum(noticeChannels);

const notice = z
  .strictObject({
    kind: noticeKind,
    days: z.int().optional().meta({
      description:
        'before_due: 5, 10, 15 or 30 days before the due date (10 when left out). still_overdue: every 1, 7, 15 or 30 days after it (7). The other kinds have none.',
      example: 5,
    }),
    channels: z
      .array(noticeChannel)
      .max(noticeChannels.length)
      .meta({ description: 'How it goes to the payer. Without a channel it does not go out.' }),
  })
  .meta({ id: 'NoticeWish' });

export const noticesWish = z
  .strictObject({
    notifyPayers: z
      .boolean()
      .optional()
      .meta({ description: 'Whether payers get notices at all. Off: none, whatever `notices` says.' }),
    notices: z.array(notice).min(1).max(noticeKinds.length).optional().meta({
      description:
        'All notices that payers get. A kind that is left out does not go out. Left out as a whole: they stay as they are.',
    }),
  })
  .meta({ id: 'NoticesWish' });

export type NoticesWish = z.output<typeof noticesWish>;

/** Throws 400 with everything that is wrong with the notices. */
export function demandFaultlessNotices({ notifyPayers, notices }: NoticesWish, language: Language): void {
  const isEmpty = notifyPayers === undefined && notices === undefined;
  const findings = findNoticeFaults(notices ?? []).map(({ at, field, code, values }) => ({
    path: at === null ? ['notices'] : ['notices', at, field],
    code,
    values,
  }));
  if (isEmpty)
    throw new Problem('invalid_request', toFaults([{ path: ['notices'], code: 'required' }], language));
  if (notices && findings.length > 0) throw new Problem('invalid_request', toFaults(findings, language));
}
