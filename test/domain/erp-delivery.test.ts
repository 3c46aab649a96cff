import { describe, expect, it } from 'vitest';
import { findUrlFault, isOutOfPatience, patienceMs, pauseAfterFailures } from '../../domain/erp-delivery.ts';

describe('the schedule of a delivery that fails', () => {
  it('never grows shorter, and tries some thirty times in its week', () => {
    const start = new Date('2026-12-01T12:00:00Z');
    let at = start.getTime();
    let failures = 0;
    let last = 0;
    while (!isOutOfPatience(start, new Date(at))) {
      failures += 1;
      const pauseMs = pauseAfterFailures(failures);
      expect(pauseMs).toBeGreaterThanOrEqual(last);
      last = pauseMs;
      at += pauseMs;
    }
    expect(at - start.getTime()).toBeGreaterThanOrEqual(patienceMs);
    expect(failures).toBeGreaterThanOrEqual(25);
    expect(failures).toBeLessThanOrEqual(35);
  });
});

describe('an address for webhooks', () => {
  it.each([
    ['https://erp.example/events', false, null],
    ['https://erp.example:443/events', false, null],
    ['https://erp.example:8443/events?x=1', false, null],
    ['https://erp.example:9443/events', false, 'other_port'],
    ['https://erp.example:80/events', false, 'other_port'],
    ['https://erp.example:9443/events', true, null],
    ['https://93.184.216.34/events', false, 'no_name'],
    ['https://1572395042/events', false, 'no_name'],
    ['https://0x5db8d822/events', false, 'no_name'],
    ['https://93.184.216.34./events', false, 'no_name'],
    ['https://[2606:4700:4700::1111]/events', false, 'no_name'],
    ['https://93.184.216.34/events', true, null],
    ['https://93.184.216.34.example/events', false, null],
    ['http://erp.example/events', false, 'not_https'],
    ['http://127.0.0.1:4000/events', true, null],
    ['ftp://erp.example/', true, 'not_https'],
    ['javascript:alert(1)', true, 'not_https'],
    ['https://user:pass@erp.example/', false, 'has_credentials'],
    ['erp.example/events', false, 'not_a_url'],
    ['', false, 'not_a_url'],
  ] as const)('%s, private %s: %s', (url, privateAllowed, fault) => {
    expect(findUrlFault(url, { privateAllowed, ports: [443, 8443] })).toBe(fault);
  });
});
