import { z } from 'zod';
import { findNoticeFaults, noticeChannels, noticeKinds } from '../../domain/notices.ts';

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

const wishedFields = z.strictObject({
  notifyPayers: z
    .boolean()
    .optional()
    .meta({ description: 'Whether payers get notices at all. Off: none, whatever `notices` says.' }),
  notices: z.array(notice).min(1).max(noticeKinds.length).optional().meta({
    description:
      'All notices that payers get. A kind that is left out does not go out. Left out as a whole: they stay as they are.',
  }),
});

export const noticesWish = wishedFields
  .check(({ value, issues }) => {
    issues.push(...findIssues(value));
  })
  .meta({ id: 'NoticesWish' });

export type NoticesWish = z.output<typeof noticesWish>;

type Issue = z.core.$ZodRawIssue;

/** Everything that is wrong with the notices, each at its place. */
function findIssues({ notices }: z.output<typeof wishedFields>): Issue[] {
  if (notices === undefined) return [];
  return findNoticeFaults(notices).map(({ at, field, code, values }) => ({
    code: 'custom',
    path: at === null ? ['notices'] : ['notices', at, field],
    params: { fault: code, values },
    input: notices,
  }));
}
