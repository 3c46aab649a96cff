import { setTimeout as pause } from 'node:timers/promises';
import type { Settings } from '../../config.ts';
import { untilReachable } from '../../until-reachable.ts';
import type { BackingAddresses } from '../stack/backing-parts.ts';
import { migrateDatabase, serviceEnvironment } from '../stack/service-parts.ts';
import type { ProcessPlan } from '../stack/supervised-process.ts';
import type { Supervisor } from '../stack/supervisor.ts';
import { answersOk, until } from '../stack/waiting.ts';
import type { Build } from './builds.ts';
import { otherClock } from './other-clock.ts';
import { type Service, services } from './schedule.ts';

/** A server may fall in the middle of an upgrade. Then it is tried again for so long. */
const upgradeWithinMs = 120_000;

/** Where the services listen, and what they are told of the others. */
export interface Surroundings {
  settings: Settings;
  /** As nobody's proxy stands between: for the migration. */
  addresses: BackingAddresses;
  /** The same as the services reach them. */
  behindLines: BackingAddresses;
  /** Of each service, in their order. */
  ports: readonly number[];
  asaas: readonly string[];
  admin: string;
  secretsKey: string;
  /** Settings of API and worker beside those that every proof has. */
  own: NodeJS.ProcessEnv;
  /** How far the clocks of the second API and worker are ahead, in seconds. Behind, when negative. */
  skewSeconds: number;
}

interface Builds {
  newest: Build;
  /** What a run begins with that is to meet a change of builds. */
  earlier: Build | null;
  /** Whether every second deploy goes back to the earlier build. */
  goesBack: boolean;
}

export type BuildChange = 'forward' | 'back';

/** Two APIs and two workers: of one build, or of an earlier one until this checkout is deployed. */
export class Fleet {
  readonly #around: Surroundings;
  readonly #supervisor: Supervisor<unknown>;
  readonly #builds: Builds;
  #running: Build;

  constructor(around: Surroundings, supervisor: Supervisor<unknown>, builds: Builds) {
    this.#around = around;
    this.#supervisor = supervisor;
    this.#builds = builds;
    this.#running = builds.earlier ?? builds.newest;
  }

  /** Throws a `StackError` when one does not come up. */
  async start(): Promise<void> {
    await this.#migrate(this.#running);
    const plans = await this.#plans(this.#running);
    await Promise.all(plans.map((plan) => this.#supervisor.start(plan)));
  }

  /**
   * Lets what starts from now on run this checkout, on its schema, or the earlier build again, on the schema that stands: what
   * a migration added is not taken away. Null, and nothing is done, where there is no build to change to. Throws what the
   * last try said.
   */
  async changeBuild(): Promise<BuildChange | null> {
    const { newest, earlier, goesBack } = this.#builds;
    const isForward = this.#running !== newest;
    const next = isForward ? newest : goesBack && earlier;
    if (!next) return null;
    if (isForward) await this.#migrateThroughFalls(next);
    for (const plan of await this.#plans(next)) this.#supervisor.planNextStart(plan);
    this.#running = next;
    return isForward ? 'forward' : 'back';
  }

  /** Resolves when a service that was asked to end is gone and its successor is ready. Throws when none comes. */
  async untilReplaced(service: Service): Promise<void> {
    const port = this.#around.ports[services.indexOf(service)] ?? 0;
    const isReady = () => answersOk(readiness(port));
    await until(async () => !(await isReady()), { timeoutMs: 60_000 });
    const isBack = await until(isReady, { timeoutMs: 120_000 });
    if (!isBack) throw new Error(`Nobody answers on port ${port} after a deploy`);
  }

  /** How many of the services go by a clock that is not ours, as their own answers tell. */
  async countOtherClocks(): Promise<number> {
    const { ports, skewSeconds } = this.#around;
    const offsets = ports.map(async (port) => {
      const { headers } = await fetch(readiness(port));
      return Math.abs(Date.parse(headers.get('date') ?? '') - Date.now()) / 1_000;
    });
    return (await Promise.all(offsets)).filter((offset) => offset > Math.abs(skewSeconds) / 2).length;
  }

  async #migrateThroughFalls(build: Build): Promise<void> {
    const deadlineMs = Date.now() + upgradeWithinMs;
    await untilReachable(() => this.#migrate(build), {
      isAway: () => Date.now() < deadlineMs,
      tellOfWaiting: () => {},
      pause: () => pause(1_000),
    });
  }

  async #migrate(build: Build): Promise<void> {
    await migrateDatabase(this.#around.addresses, await build.command('db/migrate'));
  }

  #plans(build: Build): Promise<ProcessPlan[]> {
    const { settings, behindLines, own, ports, asaas, skewSeconds, admin, secretsKey } = this.#around;
    const skewed = skewSeconds === 0 ? {} : otherClock(skewSeconds);
    const env = { ...serviceEnvironment(settings, behindLines, { admin, secretsKey, ...build }), ...own };
    const plans = services.map(async (name, at) => {
      const program = name.startsWith('api') ? 'api' : 'worker';
      const port = ports[at] ?? 0;
      return {
        name,
        command: await build.command(`${program}/main`),
        env: {
          ...env,
          ...(name.endsWith('-2') && skewed),
          ASAAS_SANDBOX_URL: asaas[at],
          [`${program.toUpperCase()}_PORT`]: String(port),
        },
        stopSignal: 'SIGTERM' as const,
        isReady: () => answersOk(readiness(port)),
        readyWithinMs: 120_000,
      };
    });
    return Promise.all(plans);
  }
}

function readiness(port: number): string {
  return `http://127.0.0.1:${port}/readyz`;
}
