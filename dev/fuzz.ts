import { type ApiFile, operationsFor } from './fuzz/described-operations.ts';
import { knownToVendor, openFuzzedCompany } from './fuzz/fuzzed-company.ts';
import { type Fuzzed, runSchemathesis, type Stage, stages } from './fuzz/run-schemathesis.ts';
import { obtainSchemathesis } from './fuzz/schemathesis.ts';
import { playOnStack } from './stack/play-on-stack.ts';
import { StackError } from './stack/stack-error.ts';

const log = (line: string) => console.log(line);

const doors = ['company', 'vendor'] as const;

/**
 * Every operation of the OpenAPI file is called with what schemathesis makes of it: examples, edges, chance, and chains of
 * calls. No answer may be 5xx or other than the file says. `npm run fuzz -- --exit --seconds 240 --seed 7`; the seconds are
 * those of each of four runs: by a company's key and by the vendor's, calls one by one and in chains. `--door company`
 * leaves the other out.
 */
await playOnStack(
  async ({ addresses: { api, simulator }, keys }, _settings, { seconds, seed, door }) => {
    if (!simulator) throw new StackError('Fuzzing needs the simulator: start without ASAAS_SANDBOX_URL.');
    const schemathesis = await obtainSchemathesis(log);
    const file = (await (await fetch(`${api}/openapi.json`)).json()) as ApiFile;
    const places = { api, simulator, adminKey: keys.admin };
    let holds = true;
    for (const each of doors.filter((name) => door === name || door === 'both')) {
      const { key, known } =
        each === 'company'
          ? await openFuzzedCompany(places)
          : { key: keys.admin, known: await knownToVendor(places) };
      for (const stage of Object.keys(stages) as Stage[]) {
        const bounds = { seed: Number(seed), seconds: Number(seconds) };
        const operations = operationsFor(file, each, known);
        const fuzzed = await runSchemathesis({ schemathesis, api, key, operations, stage, ...bounds });
        holds &&= fuzzed.findings === 0 && fuzzed.calls > 0;
        log(describe(`${each}, ${stage}`, fuzzed));
      }
    }
    return { holds, after: [`Seed ${seed}.`] };
  },
  log,
  { seconds: '240', seed: '1', door: 'both' },
);

function describe(run: string, { operations, tested, calls, findings }: Fuzzed): string {
  const verdict = findings === 0 && calls > 0 ? '✓' : '✗';
  return `  ${verdict} ${run}: ${tested} of ${operations} operations, ${calls} calls, ${findings} findings`;
}
