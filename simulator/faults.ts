import { createHash } from 'node:crypto';
import { type Fault, type FaultRule, faultOf } from './fault-rule.ts';
import type { Store } from './store/store.ts';

export interface Call {
  method: string;
  /** The endpoint as the documentation writes it, `/v3/payments/{id}`. */
  template: string;
  /** The path as it was called, `/v3/payments/pay_1_x`. */
  path: string;
  accountId: string;
}

/** The faults switched on at present. They survive a restart; a seed then starts over. */
export interface Faults {
  /** Rolls every rule that concerns the call and joins what strikes. */
  strike(call: Call): Promise<Fault>;
  rules(): readonly FaultRule[];
  replace(rules: FaultRule[]): Promise<void>;
}

interface Loaded {
  rule: FaultRule;
  random: () => number;
}

export async function openFaults(store: Store): Promise<Faults> {
  const state = await store.selectFrom('state').select('faultRules').executeTakeFirstOrThrow();
  let loaded = state.faultRules.map(load);
  const rules = () => loaded.map(({ rule }) => rule);
  const save = () =>
    store
      .updateTable('state')
      .set({ faultRules: JSON.stringify(rules()) })
      .execute();

  return {
    rules,
    async replace(rules) {
      loaded = rules.map(load);
      await save();
    },
    async strike(call) {
      const striking = loaded.filter(
        ({ rule, random }) => concerns(rule, call) && random() < rule.probability,
      );
      for (const { rule } of striking) rule.used += 1;
      // Only a limited rule must remember over a restart how often it struck.
      if (striking.some(({ rule }) => rule.count !== undefined)) await save();
      return Object.assign({}, ...striking.map(({ rule }) => faultOf(rule))) as Fault;
    },
  };
}

function load(rule: FaultRule): Loaded {
  return { rule: { ...rule }, random: seededRandom(String(rule.seed)) };
}

function concerns(rule: FaultRule, call: Call): boolean {
  if (rule.method !== '*' && rule.method !== call.method) return false;
  if (rule.accountId && rule.accountId !== call.accountId) return false;
  if (rule.count !== undefined && rule.used >= rule.count) return false;
  // A documented endpoint means itself alone: `/payments/{id}` is not `/payments/limits`.
  if (rule.path.includes('{')) return rule.path === call.template;
  return pathPattern(rule.path).test(call.path);
}

function pathPattern(path: string): RegExp {
  const source = path
    .split(/(\*\*|\*)/)
    .map((part) => {
      if (part === '**') return '.*';
      if (part === '*') return '[^/]+';
      return part.replace(/[.+?^$()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}$`);
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function seededRandom(seed: string): () => number {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
