import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findNoticeFaults,
  type NoticeWish,
  noticeChannels,
  noticeDays,
  noticeKinds,
  policyKey,
  priceOfNotices,
  publishedFees,
  standardPolicy,
  toPolicy,
} from '../../domain/notices.ts';

const channels = fc.subarray([...noticeChannels]);

/** A wish that may be put: each kind once at most, with days that Asaas allows. */
const wishes = fc
  .tuple(...noticeKinds.map((kind) => fc.option(wishOf(kind), { nil: null })))
  .map((each) => each.filter((wish) => wish !== null));

function wishOf(kind: NoticeWish['kind']): fc.Arbitrary<NoticeWish> {
  const days = fc.constantFrom(undefined, ...(noticeDays[kind]?.allowed ?? []));
  return fc.record({ kind: fc.constant(kind), days, channels });
}

const fees = fc.record({ messagingCents: fc.nat(10_000), whatsappCents: fc.nat(10_000) });

describe('the notices of an account', () => {
  it('are all kinds in their order, whatever the wish leaves out', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        expect(toPolicy(wish).map(({ kind }) => kind)).toEqual(noticeKinds);
      }),
    );
  });

  it('have the same key exactly when they are the same', () => {
    fc.assert(
      fc.property(wishes, wishes, (one, other) => {
        const [first, second] = [toPolicy(one), toPolicy(other)];
        const isSame = JSON.stringify(first) === JSON.stringify(second);
        expect(policyKey(first) === policyKey(second)).toBe(isSame);
        expect(policyKey(toPolicy([...one].reverse()))).toBe(policyKey(first));
      }),
    );
  });

  it('have a fault only when nothing goes out, if each kind comes once with days that Asaas allows', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const isSilent = wish.every((each) => each.channels.length === 0);
        expect(findNoticeFaults(wish).map(({ code }) => code)).toEqual(isSilent ? ['no_notice'] : []);
      }),
    );
  });

  it('name every fault of a wish: a kind twice, days of another number, days where there are none', () => {
    const faults = findNoticeFaults([
      { kind: 'paid', channels: ['email'] },
      { kind: 'paid', days: 1, channels: [] },
      { kind: 'before_due', days: 3, channels: ['sms'] },
    ]);
    expect(faults.map(({ at, field, code }) => [at, field, code])).toEqual([
      [1, 'kind', 'notice_twice'],
      [1, 'days', 'notice_without_days'],
      [2, 'days', 'notice_days'],
    ]);
  });
});

describe('the price of notices', () => {
  it('is the message fee once, and the fee of WhatsApp for each', () => {
    expect(priceOfNotices(standardPolicy, publishedFees)).toBe(99);
    expect(priceOfNotices(toPolicy([{ kind: 'paid', channels: ['whatsapp'] }]), publishedFees)).toBe(55);
    const all = noticeKinds.map((kind) => ({ kind, channels: noticeChannels }));
    expect(priceOfNotices(toPolicy(all), publishedFees)).toBe(99 + 8 * 55);
  });

  it('never falls when a channel is added, and does not depend on days', () => {
    fc.assert(
      fc.property(wishes, fees, fc.nat(7), channels, (wish, fee, at, more) => {
        const policy = toPolicy(wish);
        const richer = policy.map((each, place) =>
          place === at ? { ...each, channels: [...new Set([...each.channels, ...more])] } : each,
        );
        expect(priceOfNotices(richer, fee)).toBeGreaterThanOrEqual(priceOfNotices(policy, fee));
        const undated = policy.map((each) => ({ ...each, days: null }));
        expect(priceOfNotices(undated, fee)).toBe(priceOfNotices(policy, fee));
      }),
    );
  });
});
