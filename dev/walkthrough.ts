import { playOnStack } from './stack/play-on-stack.ts';
import { StackError } from './stack/stack-error.ts';
import { steps } from './walkthrough/steps.ts';
import { walk } from './walkthrough/walk.ts';

/**
 * `npm run walkthrough`: the nine steps of the integration as the ERP's users know them, one line each, judged by Asaas'
 * book. `-- --exit` ends instead of staying up.
 */
await playOnStack(
  async ({ addresses: { api, simulator }, keys }) => {
    if (!simulator) {
      throw new StackError('The walkthrough needs the simulator: start without ASAAS_SANDBOX_URL.');
    }
    const grounds = { apiAddress: api, adminKey: keys.admin, simulatorAddress: simulator };
    const holds = await walk(grounds, steps, ({ number, name }, { holds, happened, book }) =>
      console.log(`${holds ? '✓' : '✗'} ${number} ${name} — ${happened}; livro do Asaas: ${book}`),
    );
    return { holds, after: ['To look at:', `  Asaas' book, by account  ${simulator}`] };
  },
  (line) => console.log(line),
);
