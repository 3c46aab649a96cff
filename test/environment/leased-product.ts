import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';
import { LogWatch } from '../../dev/stack/log-watch.ts';
import { productLeft, productWanted, type SharedProduct } from './products.ts';
import { judgeAtTheEnd } from './quiet.ts';
import { judgeToldEvents } from './told-events.ts';

/**
 * The product of this test file alone, for as long as the file runs: API, worker and simulator, each a process of its
 * own. So clock, faults and kills of one file meet no other. It comes as earlier files left it, with their companies; only
 * the care of their accounts has ended.
 */
export const product = await lease();

async function lease() {
  // The lock lasts as long as the connection, so a test process that dies gives its product back.
  const database = new pg.Client({ connectionString: inject('databaseUrl') });
  await database.connect();
  const { number, product, judged } = await takeFreeProduct(database);
  judgeToldEvents(product.databaseUrl, new Date());
  const watch = new LogWatch(join(product.dataDir, 'logs'), judged);
  judgeAtTheEnd(async () => {
    const troubles = watch.look();
    await database.query('update shared_products set judged = $2 where number = $1', [
      number,
      JSON.stringify(watch.readSoFar()),
    ]);
    await database.query('select pg_notify($1, $2)', [productLeft, String(number)]);
    await database.end();
    return troubles;
  });
  return product;
}

async function takeFreeProduct(database: pg.Client) {
  for (let isFirstLook = true; ; isFirstLook = false) {
    const { rows } = await database.query<SharedProduct>('select * from shared_products order by number');
    for (const { number, product, problem, judged } of rows) {
      if (!product) throw new Error(`The product could not be started: ${problem}`);
      if (await tryLock(database, number)) return { number, product, judged };
    }
    if (isFirstLook) await database.query(`notify ${productWanted}`);
    await pause(100);
  }
}

async function tryLock(database: pg.Client, number: number): Promise<boolean> {
  const { rows } = await database.query('select pg_try_advisory_lock($1) as locked', [number]);
  return rows[0]?.locked === true;
}
