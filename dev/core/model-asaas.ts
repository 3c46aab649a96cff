import type { CalendarDate } from '../../domain/calendar.ts';
import { type Charge, isWaiting } from '../../domain/charge.ts';
import { type CollectionTerms, chargeValueCents } from '../../domain/collection-terms.ts';

/** How one call ends. `late` is a create call that takes effect after its caller gave up. */
export const fates = ['answered', 'not sent', 'lost before', 'lost after', 'late', 'refused'] as const;

export type Fate = (typeof fates)[number];

/** A call without an answer that can be believed. `hadNoEffect`: it surely never reached Asaas. */
export class NoAnswer extends Error {
  readonly hadNoEffect: boolean;

  constructor(hadNoEffect: boolean) {
    super('No answer');
    this.hadNoEffect = hadNoEffect;
  }
}

/** Asaas answered that it does not do this. */
export class RefusedByAsaas extends Error {}

export interface ModelCharge extends Charge {
  /** Until then nobody sees it: the create call is not committed. */
  visibleAtMs: number;
  /** Whether a person restored it at Asaas, so that it can be a second one through no fault of ours. */
  isOfPerson: boolean;
}

export interface News {
  name: string;
  chargeId: string;
  reference: string;
  dueDate: CalendarDate;
}

/** Shorter than the settling time of the world, as production must be. */
export const slowestCommitMs = 40_000;

/** The book of a very small Asaas: no HTTP, no store, one account. */
export class ModelAsaas {
  readonly charges: ModelCharge[] = [];
  /** Events that no webhook delivered yet. */
  readonly news: News[] = [];

  visible(nowMs: number): ModelCharge[] {
    return this.charges.filter((charge) => charge.visibleAtMs <= nowMs);
  }

  create(reference: string, terms: CollectionTerms, fate: Fate, nowMs: number): ModelCharge {
    if (fate === 'refused') throw new RefusedByAsaas();
    failBefore(fate);
    const charge = this.newCharge(reference, terms, fate === 'late' ? nowMs + slowestCommitMs : nowMs);
    this.charges.push(charge);
    this.tell('PAYMENT_CREATED', charge);
    failAfter(fate);
    return { ...charge };
  }

  read(chargeId: string, fate: Fate, nowMs: number): Charge | null {
    failBefore(fate);
    failAfter(fate);
    const charge = this.visible(nowMs).find((each) => each.chargeId === chargeId);
    return charge ? { ...charge } : null;
  }

  findByReference(reference: string, fate: Fate, nowMs: number): Charge[] {
    failBefore(fate);
    failAfter(fate);
    const found = this.visible(nowMs).filter((each) => each.reference === reference);
    return found.map((charge) => ({ ...charge })).reverse();
  }

  amend(chargeId: string, terms: CollectionTerms, fate: Fate, nowMs: number): void {
    failBefore(fate);
    const charge = this.demand(chargeId, nowMs);
    if (fate === 'refused' || !isWaiting(charge)) throw new RefusedByAsaas();
    charge.valueCents = chargeValueCents(terms);
    charge.netCents = charge.valueCents;
    charge.dueDate = terms.dueDate;
    charge.status = 'awaiting';
    this.tell('PAYMENT_UPDATED', charge);
    failAfter(fate);
  }

  remove(chargeId: string, fate: Fate, nowMs: number): void {
    failBefore(fate);
    const charge = this.demand(chargeId, nowMs);
    if (fate === 'refused' || !isWaiting(charge)) throw new RefusedByAsaas();
    charge.removed = true;
    this.tell('PAYMENT_DELETED', charge);
    failAfter(fate);
  }

  tell(name: string, { chargeId, reference, dueDate }: ModelCharge): void {
    this.news.push({ name, chargeId, reference: reference ?? '', dueDate });
  }

  private demand(chargeId: string, nowMs: number): ModelCharge {
    const charge = this.visible(nowMs).find((each) => each.chargeId === chargeId);
    if (!charge) throw new RefusedByAsaas();
    return charge;
  }

  private newCharge(reference: string, terms: CollectionTerms, visibleAtMs: number): ModelCharge {
    const valueCents = chargeValueCents(terms);
    return {
      chargeId: `pay_${this.charges.length + 1}`,
      customerId: 'cus_1',
      reference,
      status: 'awaiting',
      removed: false,
      valueCents,
      netCents: valueCents,
      interestAndFineCents: 0,
      refundedCents: 0,
      undoneRefund: null,
      chargeback: null,
      dueDate: terms.dueDate,
      paidOn: null,
      creditedOn: null,
      discount: null,
      fine: null,
      interest: null,
      description: null,
      bankSlipUrl: null,
      invoiceUrl: null,
      ourNumber: null,
      visibleAtMs,
      isOfPerson: false,
    };
  }
}

function failBefore(fate: Fate): void {
  if (fate === 'not sent') throw new NoAnswer(true);
  if (fate === 'lost before') throw new NoAnswer(false);
}

function failAfter(fate: Fate): void {
  if (fate === 'lost after' || fate === 'late') throw new NoAnswer(false);
}
