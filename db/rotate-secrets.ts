import { readConfig } from '../config.ts';
import { openDatabase } from './database.ts';
import { resealAll } from './reseal.ts';
import { createSealer } from './sealed-text.ts';
import { demandSealingKeys } from './sealing-keys.ts';

/**
 * The command `npm run rotate-secrets`: seals everything again with the first key of SECRETS_KEY (docs/operations.md).
 */
const { DATABASE_URL, SECRETS_KEY } = readConfig();
const sealer = createSealer(SECRETS_KEY);
const db = openDatabase(DATABASE_URL, { maxConnections: 1 });
try {
  await demandSealingKeys(db, sealer);
  const sealed = await resealAll(db, sealer, (batch) => process.stdout.write(`${batch} rows sealed anew\n`));
  process.stdout.write(
    `${sealed} rows in all. Everything is sealed under "${sealer.currentKeyId}"; the other keys may go from SECRETS_KEY.\n`,
  );
} finally {
  await db.destroy();
}
