import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canHappen,
  type DocumentEvent,
  documentEvents,
  documentStatuses,
  isAllowed,
  isLive,
  isOver,
  nextStatus,
  statusesAllowing,
} from '../../domain/document-status.ts';

const permutations = fc.shuffledSubarray([...documentEvents], { minLength: 1 });

describe('the life of a document', () => {
  it('runs from sending to settlement', () => {
    const life: DocumentEvent[] = [
      'document.sent',
      'charge.registered',
      'payment.confirmed',
      'payment.received',
    ];
    expect(life.reduce(nextStatus, 'pending')).toBe('settled');
  });

  it('resolves an unknown outcome by finding the charge or by sending anew', () => {
    expect(nextStatus('uncertain', 'charge.registered')).toBe('registered');
    expect(nextStatus('uncertain', 'charge.absent')).toBe('registering');
  });

  it('keeps a settlement against every late event that is not a reversal', () => {
    const reversals: DocumentEvent[] = ['payment.refunded', 'settlement.undone'];
    for (const event of documentEvents.filter((each) => !reversals.includes(each))) {
      expect(nextStatus('settled', event)).toBe('settled');
    }
  });

  it('ends settled for every order in which the events of a late payment arrive', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(['due-date.passed', 'payment.confirmed', 'payment.received'] as const, {
          minLength: 3,
        }),
        (order) => {
          expect(order.reduce<ReturnType<typeof nextStatus>>(nextStatus, 'registered')).toBe('settled');
        },
      ),
    );
  });

  it('never sends a second charge while one lives or its outcome is unknown', () => {
    for (const status of documentStatuses) {
      const safe = ['pending', 'rejected', 'cancelled'].includes(status);
      expect(canHappen(status, 'document.sent')).toBe(safe);
    }
  });

  it('never leaves the known statuses', () => {
    fc.assert(
      fc.property(fc.constantFrom(...documentStatuses), permutations, (start, order) => {
        expect(documentStatuses).toContain(order.reduce(nextStatus, start));
      }),
    );
  });
});

describe('what a person may ask of a document', () => {
  it('allows cash only for a live charge', () => {
    expect(statusesAllowing('receiveInCash')).toEqual(documentStatuses.filter(isLive));
  });

  it('allows no edit once the money came, or the document is laid down', () => {
    for (const status of documentStatuses.filter(isOver)) expect(isAllowed(status, 'amend')).toBe(false);
  });
});
