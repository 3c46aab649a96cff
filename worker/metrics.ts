import { Gauge, Registry } from 'prom-client';
import type { Database } from '../db/database.ts';
import { countOpenDivergences } from '../db/divergences/open-divergences.ts';
import { countDeniedEvents } from '../db/messages/denied-events.ts';
import { countUnreadableEvents } from '../db/messages/unreadable-events.ts';
import { asUpkeep } from '../db/tenancy.ts';
import { findAuditFigures, findRoundEnd } from '../db/upkeep/audit-rounds.ts';

/**
 * What an alarm watches, in the text format of Prometheus. Everything is read from the database when it is asked for, so every
 * worker says the same, also one that has just started. No company, document or person is named.
 */
export function createMetrics(db: Database): Registry {
  const registry = new Registry();
  const registers = [registry];
  new Gauge({
    name: 'remessa_audit_offenders',
    help: 'What the audit of our books knows to be wrong, by invariant.',
    labelNames: ['invariant'],
    registers,
    async collect() {
      this.reset();
      for (const { invariant, offenders } of await asUpkeep(db, findAuditFigures))
        this.set({ invariant }, offenders);
    },
  });
  new Gauge({
    name: 'remessa_audit_judged_timestamp_seconds',
    help: 'When the audit last judged an invariant.',
    labelNames: ['invariant'],
    registers,
    async collect() {
      this.reset();
      for (const { invariant, judgedAt } of await asUpkeep(db, findAuditFigures)) {
        this.set({ invariant }, judgedAt.getTime() / 1_000);
      }
    },
  });
  new Gauge({
    name: 'remessa_audit_round_timestamp_seconds',
    help: 'When the audit last had looked at every document; 0 before its first round ended.',
    registers,
    async collect() {
      const endedAt = await asUpkeep(db, findRoundEnd);
      this.set((endedAt?.getTime() ?? 0) / 1_000);
    },
  });
  new Gauge({
    name: 'remessa_open_divergences',
    help: 'Differences between documents and their charges at Asaas that wait for a person, by what differs.',
    labelNames: ['field'],
    registers,
    async collect() {
      this.reset();
      for (const { field, count } of await asUpkeep(db, countOpenDivergences)) this.set({ field }, count);
    },
  });
  new Gauge({
    name: 'remessa_denied_payments',
    help: 'Events of the last day that said that a charge was paid, and that Asaas denied when it was asked.',
    registers,
    async collect() {
      this.set(await asUpkeep(db, countDeniedEvents));
    },
  });
  new Gauge({
    name: 'remessa_unreadable_events',
    help: 'Bodies that came to the webhooks of accounts within the last day, with the right token, and that nobody could read.',
    registers,
    async collect() {
      this.set(await asUpkeep(db, countUnreadableEvents));
    },
  });
  return registry;
}
