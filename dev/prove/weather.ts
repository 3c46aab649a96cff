import type { Cast } from './cast.ts';

/** What always goes wrong at Asaas while the chaos lasts, by name, as the simulator's rules. */
const rules = {
  'answer lost after commit': {
    method: 'POST',
    path: '/v3/payments',
    probability: 0.1,
    dropAnswerAfterCommit: true,
    slowCommitMs: { min: 0, max: 3_000 },
  },
  'answer lost before commit': {
    method: 'POST',
    path: '/v3/payments',
    probability: 0.04,
    dropBeforeCommit: true,
  },
  '500 after commit': { method: 'POST', path: '/v3/payments', probability: 0.04, status500AfterCommit: true },
  '500 before commit': { method: '*', path: '/v3/**', probability: 0.03, status500BeforeCommit: true },
  '200 with a page': { method: 'POST', path: '/v3/payments', probability: 0.02, htmlOk: true },
  'slow commit': {
    method: 'POST',
    path: '/v3/payments',
    probability: 0.2,
    slowCommitMs: { min: 200, max: 2_500 },
  },
  'amendment answer lost': {
    method: 'PUT',
    path: '/v3/payments/{id}',
    probability: 0.3,
    dropAnswerAfterCommit: true,
  },
  'removal answer lost': {
    method: 'DELETE',
    path: '/v3/payments/{id}',
    probability: 0.3,
    dropAnswerAfterCommit: true,
  },
  'look-up lags': { method: 'GET', path: '/v3/payments', probability: 0.3, lookupLagMs: 1_500 },
} as const;

type RuleName = keyof typeof rules;

/** Rules of the moment, such as a maintenance, stand beside the weather. */
export type MomentaryRule = Record<string, unknown> & { path: string };

/** Keeps the simulator's rules: the weather, and what the nemesis adds and takes away. */
export class Weather {
  readonly #cast: Cast;
  readonly #seed: number;
  readonly #added = new Set<MomentaryRule>();
  readonly #hits = new Map<string, number>();
  #isOn = false;
  #replacements = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(cast: Cast, seed: number) {
    this.#cast = cast;
    this.#seed = seed;
  }

  async begin(): Promise<void> {
    this.#isOn = true;
    const { asaas } = this.#cast.company;
    // Copies and their order: every event is sent twice, each copy a random while later, so that a payment may overtake the creation.
    const settings = { webhookCopies: 2, webhookShuffleMs: 20_000 };
    await this.#cast.control('PUT', `/settings?account=${asaas.id}`, settings);
    await this.#replace();
  }

  async end(): Promise<void> {
    this.#isOn = false;
    this.#added.clear();
    await this.#replace();
    const settings = { webhookCopies: null, webhookShuffleMs: null };
    await this.#cast.control('PUT', `/settings?account=${this.#cast.company.asaas.id}`, settings);
  }

  async add(rule: MomentaryRule): Promise<void> {
    this.#added.add(rule);
    await this.#replace();
  }

  async remove(rule: MomentaryRule): Promise<void> {
    this.#added.delete(rule);
    await this.#replace();
  }

  /** How often each kind struck. To be read after `end`. */
  get hits(): ReadonlyMap<string, number> {
    return this.#hits;
  }

  /** One after the other: what was counted by one set of rules must not be counted twice. */
  #replace(): Promise<void> {
    const replaced = this.#last.then(() => this.#replaceRules());
    this.#last = replaced.catch(() => undefined);
    return replaced;
  }

  /** The simulator counts the strikes of a rule until the rules are replaced. */
  async #replaceRules(): Promise<void> {
    const { rules: before } = await this.#cast.control<{ rules: { seed: string; used: number }[] }>(
      'GET',
      '/faults',
    );
    for (const { seed, used } of before) {
      const name = String(seed).split('/')[0] ?? '';
      this.#hits.set(name, (this.#hits.get(name) ?? 0) + used);
    }
    // Every set of rules draws anew; with the same seed it would draw the same again.
    this.#replacements += 1;
    const weather = this.#isOn ? (Object.keys(rules) as RuleName[]) : [];
    const all = [
      ...[...this.#added].map((rule) => ({ seed: `${rule.name}/${this.#seed}`, rule })),
      ...weather.map((name) => ({
        seed: `${name}/${this.#seed}/${this.#replacements}`,
        rule: rules[name],
      })),
    ];
    const accountId = this.#cast.company.asaas.id;
    await this.#cast.control('PUT', '/faults', {
      rules: all.map(({ seed, rule }) => {
        const { name: _, ...plain } = rule as MomentaryRule;
        return { accountId, ...plain, seed };
      }),
    });
  }
}
