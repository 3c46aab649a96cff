import { parseArgs } from 'node:util';
import ms from 'ms';
import { holds } from '../audit/audit.ts';
import { describeVerdicts } from '../audit/report.ts';
import { readSettings } from '../config.ts';
import { auditStack } from './audit/audit-stack.ts';
import { SecretsFile } from './stack/secrets.ts';
import { findRunningStack } from './stack/stack.ts';

/**
 * `npm run audit`: compares the books of the stack that runs on the data directory with Asaas' and Temporal's, and prints
 * what must always hold, with counts and offenders. It writes nothing. The exit code is 1 when something does not hold, 2 when no
 * stack runs. Production runs `audit/main.ts`.
 */
const { values } = parseArgs({ options: { late: { type: 'string', default: '5m' } } });
const settings = readSettings();
const running = findRunningStack(settings.DATA_DIR)?.published;
if (!running) {
  console.error(`No stack runs on ${settings.DATA_DIR}: npm start first.`);
  process.exit(2);
}
const { secretsKey } = new SecretsFile(running.addresses.dataDir).get();
const lateAfterMs = ms(values.late as ms.StringValue);
const verdicts = await auditStack(running.addresses, settings.SECRETS_KEY ?? secretsKey, {
  lateAfterMs,
  secondLookMs: 10_000,
});
for (const line of describeVerdicts(verdicts)) console.log(line);
process.exit(holds(verdicts) ? 0 : 1);
