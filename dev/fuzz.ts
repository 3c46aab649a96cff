import { type ApiFile, type KnownIds, operationsFor } from './fuzz/described-operations.ts';
import { knownToVendor, openFuzzedCompany } from './fuzz/fuzzed-company.ts';
import { type Fuzzed, runSchemathesis } from './fuzz/run-schemathesis.ts';
import { obtainSchemathesis } from './fuzz/schemathesis.ts';
import { playOnStack } from './stack/play-on-stack.ts';
import { StackError } from './stack/stack-error.ts';

const log = (line: string) => console.log(line);

/**
 * Every operation of the OpenAPI file is called with what schemathesis makes of it: examples, edges, chance, and chains of
 * calls. No answer may be 5xx or other than the file says. `npm run fuzz -- --exit --seconds 240 --seed 7`; the seconds are
 * those of each of the two doors, the company's and the vendor's.
 */
await playOnStack(
  async ({ addresses: { api, simulator }, keys }, _settings, { seconds, seed, door }) => {
    if (!simulator) throw new StackError('Fuzzing needs the simulator: start without ASAAS_SANDBOX_URL.');
    const schemathesis = await obtainSchemathesis(log);
    const file = (await (await fetch(`${api}/openapi.json`)).json()) as ApiFile;
    const places = { api, simulator, adminKey: keys.admin };
    const company = await openFuzzedCompany(places);
    const loose = (door: 'vendor' | 'company', key: string, known: KnownIds) =>
      runSchemathesis({
        schemathesis,
        api,
        key,
        operations: operationsFor(file, door, known),
        seed: Number(seed),
        seconds: Number(seconds),
      });
    const runs: [door: string, fuzzed: Fuzzed][] = [];
    if (door !== 'vendor') runs.push(['company', await loose('company', company.key, company.known)]);
    if (door !== 'company')
      runs.push(['vendor', await loose('vendor', keys.admin, await knownToVendor(places))]);
    for (const [name, fuzzed] of runs) log(describe(name, fuzzed));
    return {
      holds: runs.every(([, { findings, tested, operations }]) => findings === 0 && tested === operations),
      after: [`Seed ${seed}.`],
    };
  },
  log,
  { seconds: '240', seed: '1', door: 'both' },
);

function describe(door: string, { operations, tested, calls, findings }: Fuzzed): string {
  return `  ${findings === 0 && tested === operations ? '✓' : '✗'} ${door}: ${tested} of ${operations} operations, ${calls} calls, ${findings} findings`;
}
