import type { Saboteur } from './saboteur.ts';

/** What books each payment once, and in the right order. */
export const bookingSaboteurs: readonly Saboteur[] = [
  {
    name: 'take any status for undone',
    breaks: 'A status that nobody knows undoes what is booked.',
    file: 'domain/booking.ts',
    text: "if (charge.status === 'unknown' || charge.status === 'disputed') return { entries: [], events: [] };",
    replacement: '',
    tests: ['test/domain/booking.test.ts', 'test/domain/event-orders.test.ts'],
  },
  {
    name: 'settle twice',
    breaks: 'A payment that is booked is booked again.',
    file: 'domain/booking.ts',
    text: "if (paid && !booked.some((entry) => entry.cause === 'payment'))",
    replacement: 'if (paid)',
    tests: ['test/domain/booking.test.ts'],
  },
  {
    name: 'refund from the beginning',
    breaks: 'A second refund is booked with the first one in it.',
    file: 'domain/booking.ts',
    text: '...amounts(known - charge.refundedCents),',
    replacement: '...amounts(-charge.refundedCents),',
    tests: ['test/domain/booking.test.ts', 'test/domain/settlement-sums.test.ts'],
  },
  {
    name: 'let a late event undo a settlement',
    breaks: 'A late word of an overdue charge makes a settled document overdue.',
    file: 'domain/document-status.ts',
    text: "settled: { 'settlement.undone': 'registered',",
    replacement: "settled: { 'due-date.passed': 'overdue', 'settlement.undone': 'registered',",
    tests: ['test/domain/document-status.test.ts'],
  },
  {
    name: 'round twice',
    breaks: 'Interest by the day is rounded before it is multiplied.',
    file: 'domain/money.ts',
    text: 'return Number((2n * dividend + divisor) / (2n * divisor));',
    replacement:
      'const daily = Number((2n * (dividend / BigInt(share.days)) + divisor) / (2n * divisor));\n  return daily * share.days;',
    tests: ['test/domain/calendar-and-money.test.ts'],
  },
  {
    name: 'deliver in the order of arrival',
    breaks: 'Messages are read as they come, not as they were left.',
    file: 'workflows/inbox.ts',
    text: 'this.unread.sort((one, other) => one.seq - other.seq);',
    replacement: '',
    tests: ['test/workflows/inbox.test.ts'],
  },
  {
    name: 'book an overtaken reading',
    breaks: 'The fence is gone: an older reading is booked after a newer one.',
    file: 'activities/fresh-reading.ts',
    text: 'if (document.change_seq !== changeSeq) {',
    replacement: 'if (changeSeq < 0) {',
    tests: ['test/activities/fresh-reading.test.ts'],
  },
  {
    name: 'lock nothing',
    breaks: 'A document is read for a change without a lock.',
    file: 'db/documents/documents.ts',
    text: ".where('id', '=', documentId)\n    .forUpdate()\n    .executeTakeFirst();",
    replacement: ".where('id', '=', documentId)\n    .executeTakeFirst();",
    tests: ['test/db/document-lock.test.ts'],
  },
  {
    name: 'lock in any order',
    breaks: 'Documents are locked in the order in which they are found.',
    file: 'db/documents/documents.ts',
    text: ".where('id', '=', anyOf(documentIds))\n    .orderBy('id')",
    replacement: ".where('id', '=', anyOf(documentIds))\n    .orderBy('due_date')",
    tests: ['test/db/lock-order.test.ts'],
  },
];
