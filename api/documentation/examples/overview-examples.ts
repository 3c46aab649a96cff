import { obstacleWords, takeWords } from '../../divergences/choice-words.ts';
import { requiredColumns } from '../../imports/import-row.ts';
import { charges, type Examples, ids, onlyPage } from './example.ts';

const divergence = {
  id: ids.divergence,
  accountId: ids.account,
  documentId: ids.document,
  erpId: 'CR-1',
  number: '12345-1',
  chargeId: charges.document,
  field: 'dueDate',
  label: 'due date',
  ours: '2030-12-10',
  theirs: '2030-12-20',
  foundAt: '2030-12-02T06:02:19.118Z',
  choices: {
    ours: { possible: true, obstacle: null, does: takeWords.ours.en },
    asaas: { possible: true, obstacle: null, does: takeWords.asaas.en },
  },
  taken: null,
  closedAt: null,
  outcome: null,
};

const forecastSum = (count: number, amountCents: number, expectedFeeCents: number) => ({
  count,
  amountCents,
  expectedFeeCents,
  netCents: amountCents - expectedFeeCents,
});

interface Counted {
  count: number;
  amountCents: number;
}

function forecastDay(
  date: string,
  open: (Counted & { dueFrom: string; dueTo: string }) | null,
  paid: Counted,
  feeCents: number,
) {
  const { count, amountCents } = open ?? { count: 0, amountCents: 0 };
  return {
    date,
    ...forecastSum(count + paid.count, amountCents + paid.amountCents, feeCents),
    open,
    paid,
  };
}

const decided = { possible: false, obstacle: 'decided', does: obstacleWords.decided.en };

const file = `${requiredColumns.join(';')}
NF-010212;1/1;Comercial Aurora Ltda;30.808.810/0001-30;06/12/2030;1.865,06
`;

/** Of the summary, of what differs from Asaas, and of files. */
export const overviewExamples: Examples = {
  getSummary: {
    answer: {
      today: '2030-12-09',
      byStatus: [
        { status: 'registered', count: 412, amountCents: 61_020_455 },
        { status: 'overdue', count: 31, amountCents: 4_188_012 },
        { status: 'settled', count: 1_904, amountCents: 255_911_040 },
      ],
      overdue: [
        { fromDays: null, toDays: 30, count: 22, amountCents: 2_901_377 },
        { fromDays: 31, toDays: 60, count: 6, amountCents: 870_115 },
        { fromDays: 61, toDays: 90, count: 2, amountCents: 311_520 },
        { fromDays: 91, toDays: null, count: 1, amountCents: 105_000 },
      ],
      comingDue: [
        { fromDays: null, toDays: 0, count: 14, amountCents: 2_044_810 },
        { fromDays: 1, toDays: 7, count: 96, amountCents: 14_120_335 },
        { fromDays: 8, toDays: 15, count: 120, amountCents: 18_334_990 },
        { fromDays: 16, toDays: 30, count: 182, amountCents: 26_520_320 },
        { fromDays: 31, toDays: null, count: 0, amountCents: 0 },
      ],
      receivedByDay: [
        { date: '2030-12-03', count: 31, grossCents: 4_410_220, feeCents: 6_169, netCents: 4_404_051 },
        { date: '2030-12-04', count: 18, grossCents: 2_204_118, feeCents: 3_582, netCents: 2_200_536 },
        { date: '2030-12-05', count: 22, grossCents: 3_018_400, feeCents: 4_378, netCents: 3_014_022 },
        { date: '2030-12-06', count: 40, grossCents: 6_770_915, feeCents: 7_960, netCents: 6_762_955 },
        { date: '2030-12-07', count: 3, grossCents: 280_000, feeCents: 597, netCents: 279_403 },
        { date: '2030-12-08', count: 0, grossCents: 0, feeCents: 0, netCents: 0 },
        { date: '2030-12-09', count: 27, grossCents: 3_911_402, feeCents: 5_373, netCents: 3_906_029 },
      ],
      receivedToday: { count: 27, grossCents: 3_911_402, feeCents: 5_373, netCents: 3_906_029 },
      timeToSettle: { count: 388, averageDays: 11.4, medianDays: 9 },
    },
  },
  getForecast: {
    answer: {
      today: '2030-12-09',
      days: [
        forecastDay('2030-12-09', null, { count: 9, amountCents: 1_204_300 }, 1_791),
        forecastDay(
          '2030-12-10',
          { dueFrom: '2030-12-09', dueTo: '2030-12-09', count: 14, amountCents: 2_044_810 },
          { count: 27, amountCents: 3_911_402 },
          8_159,
        ),
      ],
      late: { dueTo: '2030-12-06', count: 31, amountCents: 4_188_012 },
      later: {
        ...forecastSum(398, 58_975_645, 79_202),
        open: { dueFrom: '2030-12-10', count: 398, amountCents: 58_975_645 },
        paid: { count: 0, amountCents: 0 },
      },
      accounts: [
        {
          accountId: ids.account,
          ...forecastSum(448, 66_136_157, 89_152),
          feePerReceiptCents: 199,
          open: { count: 412, amountCents: 61_020_455 },
          paid: { count: 36, amountCents: 5_115_702 },
          late: { count: 31, amountCents: 4_188_012 },
        },
      ],
    },
  },
  listDivergences: { answer: onlyPage(divergence) },
  getDivergenceTotals: {
    answer: {
      count: 1,
      documents: 1,
      amountCents: 134_556,
      byField: [{ field: 'dueDate', count: 1 }],
    },
  },
  resolveDivergence: {
    body: { take: 'ours' },
    answer: {
      ...divergence,
      choices: { ours: decided, asaas: decided },
      taken: { take: 'ours', by: 'operator:Ana Ribeiro', at: '2030-12-02T12:40:00.000Z' },
    },
  },
  getSimulator: { answer: { today: '2030-12-09' } },
  moveSimulatorClock: { body: { advanceDays: 1 }, answer: { today: '2030-12-10' } },
  simulatePayment: {
    body: { documentId: ids.document, method: 'pix' },
    answer: { chargeId: charges.document, today: '2030-12-09' },
  },
  importDocuments: {
    body: { file: Buffer.from(file).toString('base64'), onFault: 'enter_nothing', dryRun: false },
    answer: {
      entered: true,
      counts: { rows: 1, created: 1, updated: 0, unchanged: 0, invalid: 0 },
      accepted: [{ line: 2, result: 'created', documentId: ids.document }],
      invalid: [],
    },
  },
};
