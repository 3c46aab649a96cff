import { describe, expect, it } from 'vitest';
import {
  quotaStateOf,
  reconciliationStateOf,
  relayStateOf,
  type WorkerBeat,
  workerStateOf,
} from '../../domain/processing-health.ts';

const beat = (changes: Partial<WorkerBeat> = {}): WorkerBeat => ({
  ageMs: 4_000,
  isPolling: true,
  relayedAgoMs: 900,
  ...changes,
});
const dead = beat({ ageMs: 31_000 });
const nothing = { count: 0, oldestAgeMs: null };

describe('whether somebody works', () => {
  it.each([
    ['working', [dead, beat()]],
    ['idle', [dead, beat({ isPolling: false })]],
    ['silent', [dead]],
    ['silent', []],
  ] as const)('is %s', (state, beats) => {
    expect(workerStateOf(beats)).toBe(state);
  });

  it.each([
    ['working', [dead, beat()], nothing],
    ['working', [beat()], { count: 5_000, oldestAgeMs: 59_000 }],
    ['late', [beat()], { count: 1, oldestAgeMs: 61_000 }],
    ['silent', [beat({ relayedAgoMs: null })], nothing],
    ['silent', [beat({ relayedAgoMs: 31_000 })], nothing],
    ['silent', [dead], nothing],
  ] as const)('and whether messages are delivered: %s', (state, beats, waiting) => {
    expect(relayStateOf(beats, waiting)).toBe(state);
  });

  it('says what a used quota keeps from going out', () => {
    const state = (used: number) => quotaStateOf(used, { register: 850, settle: 990 });
    expect([0, 849, 850, 989, 990].map(state)).toEqual([
      'plenty',
      'plenty',
      'settling',
      'settling',
      'used_up',
    ]);
  });

  it('calls a reconciliation old after two days', () => {
    const now = new Date('2026-12-09T12:00:00Z');
    expect(reconciliationStateOf(null, now)).toBe('none');
    expect(reconciliationStateOf(new Date('2026-12-07T12:00:00Z'), now)).toBe('done');
    expect(reconciliationStateOf(new Date('2026-12-07T11:59:59Z'), now)).toBe('old');
  });
});
