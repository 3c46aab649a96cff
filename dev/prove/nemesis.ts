import { setTimeout as pause } from 'node:timers/promises';
import { answerOf } from '../demo/public-api.ts';
import type { Cast } from './cast.ts';
import type { ChaosClock } from './chaos-clock.ts';
import { fullDiskFloor, upgradeFloor, wayBackFloor } from './floors.ts';
import { ForgeryTaken, forge, sendOldEvent } from './forgeries.ts';
import { type Blow, type Line, type Schedule, type Service, type Strike, services } from './schedule.ts';
import { whileFull } from './small-disk.ts';
import type { TcpLine } from './tcp-line.ts';
import type { MomentaryRule, Weather } from './weather.ts';

/** What a strike met, by name. A strike that met nothing has no hit. */
export type Hits = Map<string, number>;

/** When no worker sends anything for so long, the one that was meant is struck as it is. */
const longestWaitMs = 15_000;

/** Plays the strikes of a schedule at their moments, and gives everything back. */
export class Nemesis {
  readonly #cast: Cast;
  readonly #weather: Weather;
  readonly #strikes: readonly Strike[];
  readonly hits: Hits = new Map();
  /** What the product let happen and must not. */
  readonly violations: string[] = [];
  /** What went wrong with the nemesis itself. A run with such lines proves less than it says. */
  readonly troubles: string[] = [];

  constructor(cast: Cast, weather: Weather, { strikes }: Schedule) {
    this.#cast = cast;
    this.#weather = weather;
    this.#strikes = strikes;
  }

  /** Resolves when the last strike is over. */
  async play(clock: ChaosClock, signal: AbortSignal): Promise<void> {
    await Promise.all(
      this.#strikes.map(async (strike) => {
        await clock.reaches(strike.atMs, signal);
        try {
          await this.#strike(strike);
        } catch (error) {
          const list = error instanceof ForgeryTaken ? this.violations : this.troubles;
          list.push(`${strike.kind} at ${strike.atMs} ms: ${(error as Error).message}`);
        }
      }),
    );
  }

  async #strike(blow: Blow): Promise<void> {
    switch (blow.kind) {
      case 'kill':
        return this.#kill(blow.part);
      case 'freeze':
        return this.#freeze(blow.part, blow.forMs);
      case 'deploy':
        return this.#deploy();
      case 'cut':
        return this.#onLine(blow, (line) => line.cut());
      case 'slow':
        return this.#onLine(blow, (line) => line.slow(blow.delayMs));
      case 'maintenance':
        return this.#withRule({ name: 'maintenance', path: '/v3/**', html503: 'html' }, blow.forMs);
      case 'throttle': {
        const rule = { method: 'POST', path: '/v3/payments', status429: { resetSeconds: 2 } };
        return this.#withRule({ name: '429', ...rule }, blow.forMs);
      }
      case 'dead-key':
        return this.#killKey(blow.forMs);
      case 'late-events':
        return this.#keepEventsBack(blow.forMs);
      case 'old-event':
        return this.#hit('old event sent again', await sendOldEvent(this.#cast, blow.draw));
      case 'forgery':
        return this.#hit(`forgery, ${blow.token} token`, await forge(this.#cast, blow));
      case 'erp-away':
        return this.#sendErpAway(blow.forMs);
      case 'full-disk':
        return this.#fillDisk(blow.forMs);
    }
  }

  async #kill(meant: Extract<Blow, { kind: 'kill' }>['part']): Promise<void> {
    const { part, inFlight } = await this.#lieInWait(meant);
    if (!this.#cast.ground.supervisor.kill(part)) return;
    this.#hit(`kill ${part.replace(/-\d$/, '')}`);
    this.#hit('kill with a POST to Asaas in flight', inFlight);
  }

  async #freeze(meant: Service, forMs: number): Promise<void> {
    const { supervisor } = this.#cast.ground;
    const { part, inFlight } = await this.#lieInWait(meant);
    if (!supervisor.signal(part, 'SIGSTOP')) return;
    await pause(forMs);
    // It may have been killed as it stood.
    if (!supervisor.signal(part, 'SIGCONT')) return;
    this.#hit(`freeze ${part.replace(/-\d$/, '')}`);
    this.#hit('zombie worker woke up', part.startsWith('worker'));
    this.#hit('worker woke up with a POST to Asaas in flight', part.startsWith('worker') && inFlight);
  }

  /** Old and new processes work side by side meanwhile: of two builds, where the run began with an earlier one. */
  async #deploy(): Promise<void> {
    const { supervisor, fleet } = this.#cast.ground;
    const change = await fleet.changeBuild();
    let replaced = 0;
    for (const part of services) {
      // One that just fell is being started anew already.
      if (!supervisor.signal(part, 'SIGTERM')) continue;
      await fleet.untilReplaced(part);
      replaced += 1;
    }
    this.#hit('rolling deploy', replaced > 0);
    this.#hit(upgradeFloor.name, change === 'forward' && replaced > 0);
    this.#hit(wayBackFloor.name, change === 'back' && replaced > 0);
  }

  /** A worker falls at the worst moment of the next seconds, if one comes: the one that was meant, or the other. */
  async #lieInWait<Part extends string>(meant: Part): Promise<{ part: Part | Service; inFlight: boolean }> {
    const isSending = (service: Service) => this.#cast.ground.asaasLineOf(service).postsInFlight > 0;
    const workers = services.filter((service) => service.startsWith('worker'));
    const meantFirst = workers.toSorted((a, b) => Number(b === meant) - Number(a === meant));
    const untilMs = Date.now() + (meantFirst[0] === meant ? longestWaitMs : 0);
    while (Date.now() < untilMs) {
      const part = meantFirst.find(isSending);
      if (part) return { part, inFlight: true };
      await pause(5);
    }
    return { part: meant, inFlight: false };
  }

  async #onLine(
    blow: { kind: string; line: Line; forMs: number },
    strike: (line: TcpLine) => void,
  ): Promise<void> {
    const lines = this.#cast.ground.lines[blow.line];
    const met = lines.some(({ connections }) => connections > 0);
    for (const line of lines) strike(line);
    await pause(blow.forMs);
    for (const line of lines) line.mend();
    if (met) this.#hit(`${blow.kind} the line of ${blow.line}`);
  }

  async #withRule(rule: MomentaryRule, forMs: number): Promise<void> {
    await this.#weather.add(rule);
    await pause(forMs);
    await this.#weather.remove(rule);
  }

  async #killKey(forMs: number): Promise<void> {
    const { company, control } = this.#cast;
    const { revoked } = await control<{ revoked: number }>(
      'POST',
      `/accounts/${company.asaas.id}/keys/revoke`,
      {},
    );
    await pause(forMs);
    const { apiKey } = await control<{ apiKey: string }>('POST', `/accounts/${company.asaas.id}/keys`, {});
    const path = { id: company.accountId };
    await answerOf(company.api.PATCH('/v1/accounts/{id}', { params: { path }, body: { apiKey } }));
    this.#hit('key died and a new one came', revoked > 0);
  }

  async #keepEventsBack(forMs: number): Promise<void> {
    const { company, control } = this.#cast;
    await control('POST', `/webhooks/pause?account=${company.asaas.id}`, {});
    await pause(forMs);
    await control('POST', `/webhooks/resume?account=${company.asaas.id}`, {});
    this.#hit('events came late');
  }

  async #sendErpAway(forMs: number): Promise<void> {
    await this.#cast.erp.goAway();
    await pause(forMs);
    await this.#cast.erp.listen();
    this.#hit('endpoint of the ERP away');
  }

  async #fillDisk(forMs: number): Promise<void> {
    const disk = this.#cast.ground.circumstances.smallDisk;
    if (!disk) throw new Error('There is no small disk to fill: --small-disk');
    const isFull = await whileFull(disk, forMs);
    this.#hit(fullDiskFloor.name, isFull);
  }

  #hit(name: string, met = true): void {
    if (met) this.hits.set(name, (this.hits.get(name) ?? 0) + 1);
  }
}
