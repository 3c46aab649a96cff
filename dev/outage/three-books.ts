import { formatReais } from '../../domain/money.ts';

/** What was received for a charge, in centavos. */
export interface Received {
  grossCents: number;
  feeCents: number;
  netCents: number;
}

/** What one of the three sides knows of the same documents. */
export interface SideOfTheBook {
  /** Charges that a payer can pay or has paid, by their id at Asaas. */
  charges: string[];
  /** What was received for each charge. */
  received: Map<string, Received>;
  cancelled: number;
  /** What the charges ask for, additions included. */
  askedCents: number;
}

export interface ThreeBooks {
  asaas: SideOfTheBook;
  remessa: SideOfTheBook;
  erp: SideOfTheBook;
  /** Events in the feed, and how many of them the ERP was sent. */
  events: { told: number; heard: number };
}

/** The books side by side as lines for a console, and whether they agree, charge by charge. */
export function compareBooks({ asaas, remessa, erp, events }: ThreeBooks): {
  lines: string[];
  agree: boolean;
} {
  const sides = [asaas, remessa, erp];
  const sums = sides.map(sumUp);
  const rows = [
    row('', ['Asaas', 'Remessa', 'ERP']),
    row(
      'live charges',
      sums.map(({ charges }) => String(charges)),
    ),
    row(
      'cancelled',
      sides.map(({ cancelled }) => String(cancelled)),
    ),
    row(
      'asked for',
      sides.map(({ askedCents }) => formatReais(askedCents)),
    ),
    row(
      'received, gross',
      sums.map(({ grossCents }) => formatReais(grossCents)),
    ),
    row(
      'fees',
      sums.map(({ feeCents }) => formatReais(feeCents)),
    ),
    row(
      'net',
      sums.map(({ netCents }) => formatReais(netCents)),
    ),
  ];
  const checks: [boolean, string][] = [
    [areAllEqual(sides.map(chargesOf)), 'the same charges in all three books, none twice'],
    [areAllEqual(sides.map(receiptsOf)), 'the same money for each charge, to the centavo'],
    [
      areAllEqual(sides.map(({ cancelled, askedCents }) => [cancelled, askedCents])),
      'the same cancelled, and the same asked for',
    ],
    [events.heard === events.told, `the ERP was sent ${events.heard} of ${events.told} events`],
  ];
  return {
    lines: [...rows, '', ...checks.map(([holds, statement]) => `  ${holds ? '✓' : '✗'} ${statement}`)],
    agree: checks.every(([holds]) => holds),
  };
}

function row(name: string, cells: string[]): string {
  return `  ${name.padEnd(18)}${cells.map((cell) => cell.padStart(18)).join('')}`;
}

function sumUp({ charges, received }: SideOfTheBook) {
  const sum = (of: 'grossCents' | 'feeCents' | 'netCents') =>
    [...received.values()].reduce((cents, each) => cents + each[of], 0);
  return {
    charges: charges.length,
    grossCents: sum('grossCents'),
    feeCents: sum('feeCents'),
    netCents: sum('netCents'),
  };
}

function chargesOf({ charges }: SideOfTheBook): string[] {
  return charges.toSorted();
}

function receiptsOf({ received }: SideOfTheBook) {
  return [...received].toSorted(([one], [other]) => (one < other ? -1 : 1));
}

function areAllEqual(values: unknown[]): boolean {
  return new Set(values.map((value) => JSON.stringify(value))).size === 1;
}
