import { Progress } from './demo/progress.ts';
import { playOutage } from './outage/play.ts';
import { compareBooks } from './outage/three-books.ts';
import { playOnStack } from './stack/play-on-stack.ts';
import { StackError } from './stack/stack-error.ts';

const progress = new Progress();
const log = (line: string) => progress.print(line);

/**
 * Asaas is away in the middle of a remittance, its webhooks are kept back, and the ERP's endpoint is dead. Nobody acts.
 * At the end Asaas' book, ours and the ERP's are printed side by side, and must agree:
 * `npm run outage -- --documents 1000 --minutes 10`.
 */
await playOnStack(
  async ({ addresses: { api, simulator }, keys }, _settings, { documents, minutes }) => {
    if (!simulator) throw new StackError('The outage needs the simulator: start without ASAAS_SANDBOX_URL.');
    const books = await playOutage(
      { apiAddress: api, adminKey: keys.admin, simulatorAddress: simulator, progress },
      { documents: Number(documents), lastsMs: Number(minutes) * 60_000 },
    );
    const { lines, agree } = compareBooks(books);
    for (const line of ['', ...lines]) log(line);
    return { holds: agree, after: ['To look at:', `  Asaas' book, by account  ${simulator}`] };
  },
  log,
  { documents: '1000', minutes: '10' },
);
