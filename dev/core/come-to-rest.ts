import { demandAtRest } from './invariants.ts';
import { Violation } from './model-state.ts';
import type { World } from './world.ts';

const hourMs = 3_600_000;
const rounds = 8;
/** A run that does not rest after so many cuts turns in a circle. */
const cutsMax = 400;

/** The faults stop: all news arrive, every call is answered, time passes. Then everything must be as it should. */
export function comeToRest(world: World): void {
  world.worker.forgetZombies();
  for (let round = 0; round < rounds; round++) {
    hearAll(world);
    work(world);
    world.reconcile();
    work(world);
    world.nowMs += hourMs;
  }
  demandAtRest(world);
}

function hearAll(world: World): void {
  for (const [at, news] of world.asaas.news.entries()) world.hear(news, `event ${at}`);
}

function work({ worker }: World): void {
  for (let cuts = 0; ; cuts++) {
    if (cuts > cutsMax) throw new Violation('The document comes to no rest');
    if (worker.hasUndelivered()) worker.deliver();
    else if (!worker.advance('answered')) return;
  }
}
