import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { LogWatch, type ReadSoFar } from '../../dev/stack/log-watch.ts';
import type { Trouble } from '../../dev/stack/trouble.ts';
import { auditProduct, scanProduct } from './after-the-run.ts';
import { namespaces } from './namespaces.ts';
import { type Product, startProduct } from './product.ts';
import { productsAtMost } from './side-by-side.ts';
import type { TestServers } from './test-servers.ts';

/** The channel by which a test file says that it found no product free. */
export const productWanted = 'product_wanted';

/** The channel by which a test file says that it has done with the product of this number. */
export const productLeft = 'product_left';

/** A product as the test files, each in a process of its own, find it. */
export interface SharedProduct {
  number: number;
  /** Null where it could not be started. */
  product: Omit<Product, 'stop'> | null;
  problem: string | null;
  /** How far the test files have judged its logs. */
  judged: ReadSoFar;
}

/** Starts a product each time a test file wants one and there are fewer than allowed. */
export class Products {
  readonly #servers: TestServers;
  readonly #database: pg.Client;
  readonly #signal: AbortSignal;
  readonly #started: Promise<Product | undefined>[] = [];
  readonly #clearing: Promise<void>[] = [];

  private constructor(servers: TestServers, database: pg.Client, signal: AbortSignal) {
    this.#servers = servers;
    this.#database = database;
    this.#signal = signal;
  }

  static async open(servers: TestServers, signal: AbortSignal): Promise<Products> {
    const database = new pg.Client({ connectionString: servers.databaseUrl });
    await database.connect();
    const products = new Products(servers, database, signal);
    await database.query(
      `create table shared_products (number int primary key, product jsonb, problem text, judged jsonb not null)`,
    );
    database.on('notification', ({ channel, payload }) => {
      if (channel === productWanted) void products.#startOneMore();
      else products.#clearing.push(products.#endAccountCare(Number(payload)));
    });
    await database.query(`listen ${productWanted}; listen ${productLeft}`);
    return products;
  }

  /** Judges all that were started, while they still run. Returns what is wrong in their books, and what leaks, in lines. */
  async judge(): Promise<{ books: string[]; leaks: string[] }> {
    const running = (await Promise.all(this.#started)).filter((product) => product !== undefined);
    const books = await Promise.all(
      running.map((product) => auditProduct(product, this.#servers.databaseUrl)),
    );
    const leaks = await Promise.all(running.map((product) => scanProduct(product, this.#servers)));
    return { books: books.flat(), leaks: leaks.flat() };
  }

  /** Ends them all. Returns the trouble that no test file has judged, since it was written after the last one. */
  async stop(): Promise<Trouble[]> {
    const products = await Promise.all(this.#started);
    await Promise.all(this.#clearing);
    await Promise.all(products.map((product) => product?.stop()));
    const { rows } = await this.#database.query<SharedProduct>('select * from shared_products');
    await this.#database.end();
    return rows.flatMap(({ product, judged }) =>
      product ? new LogWatch(join(product.dataDir, 'logs'), judged).look() : [],
    );
  }

  /** Ends the care of the accounts that a test file left: nobody looks any more at what it would do every ten seconds. */
  async #endAccountCare(number: number): Promise<void> {
    const leftAt = new Date().toISOString();
    const connection = await Connection.connect({ address: this.#servers.temporalAddress });
    const client = new Client({ connection, namespace: namespaceOf(number) });
    const query = `WorkflowType = 'accountCare' and ExecutionStatus = 'Running' and StartTime < '${leftAt}'`;
    for await (const { workflowId, runId } of client.workflow.list({ query }))
      await client.workflow.getHandle(workflowId, runId).terminate('Its test file is over');
    await connection.close();
  }

  async #startOneMore(): Promise<void> {
    const number = this.#started.length + 1;
    if (number > productsAtMost || this.#signal.aborted) return;
    const starting = startProduct(
      this.#servers,
      { database: `product_${number}`, namespace: namespaceOf(number) },
      this.#signal,
    );
    this.#started.push(starting.catch(() => undefined));
    const outcome = await starting.then(
      ({ stop: _, ...product }) => ({ product, problem: null }),
      (error: Error) => ({ product: null, problem: error.message }),
    );
    await this.#database.query('insert into shared_products values ($1, $2, $3, $4)', [
      number,
      JSON.stringify(outcome.product),
      outcome.problem,
      '{}',
    ]);
  }
}

function namespaceOf(number: number): string {
  return namespaces.at(-number) ?? 'default';
}
