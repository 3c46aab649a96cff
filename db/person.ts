import { stdin } from 'node:process';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { openDatabase } from './database.ts';
import { CommandRefused, runPersonCommand } from './people/person-command.ts';

/**
 * The command `npm run person` (docs/lgpd.md): what is held of a person, and that it goes. The CPF or CNPJ comes on
 * standard input, so it stands in no list of processes and in no history of a shell.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { tenant: { type: 'string' }, confirm: { type: 'string' } },
});
const db = openDatabase(readConfig().DATABASE_URL, { maxConnections: 1 });
try {
  const answer = await runPersonCommand(db, {
    command: positionals[0],
    tenantId: values.tenant,
    confirmation: values.confirm,
    input: await text(stdin),
    now: new Date(),
  });
  process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
} catch (error) {
  if (!(error instanceof CommandRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await db.destroy();
}
