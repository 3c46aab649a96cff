import { parseArgs } from 'node:util';
import { measureLists } from './measure/lists.ts';

/**
 * Measures every list of the console on a database that `npm run seed` filled, and prints the table of
 * `docs/measurements.md`: `npm run measure:lists -- --owner postgres://... --application postgres://...`, and
 * `--only search` for the lists whose name says so.
 */
const { values } = parseArgs({
  options: {
    owner: { type: 'string', default: process.env.MIGRATION_DATABASE_URL ?? '' },
    application: { type: 'string', default: process.env.DATABASE_URL ?? '' },
    only: { type: 'string', default: '' },
  },
});
const log = (line: string) => process.stderr.write(`${line}\n`);
console.log(await measureLists({ owner: values.owner, application: values.application }, values.only, log));
