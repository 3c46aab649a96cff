import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../project.ts';
import { StackError } from '../stack/stack-error.ts';
import type { ApiFile } from './described-operations.ts';

const phases = { 'one by one': 'examples,coverage,fuzzing', 'in chains': 'stateful' } as const;

type Stage = keyof typeof phases;

export interface FuzzOrder {
  /** The program. */
  schemathesis: string;
  /** Without `/v1`. */
  api: string;
  key: string;
  operations: ApiFile;
  /** `one by one`: examples, edges and chance. `in chains`: what one call answered is what the next is about. */
  stage: Stage;
  seed: number;
  /** How long schemathesis goes on, at most. */
  seconds: number;
}

export interface Fuzzed {
  stage: Stage;
  operations: number;
  tested: number;
  calls: number;
  findings: number;
}

/**
 * What every answer is held to. Left out: that a body which fits the schema is accepted, because JSON Schema says only part
 * of what a body must be (one of two fields; a first day before the last).
 */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'missing_required_header',
  'unsupported_method',
  'allow_header_conformance',
  'ignored_auth',
  'use_after_free',
  'ensure_resource_availability',
];

/** Lets schemathesis loose on these operations. What it says goes to this process' output. Throws when it cannot run. */
export async function runSchemathesis(order: FuzzOrder): Promise<Fuzzed> {
  const folder = await mkdtemp(join(tmpdir(), 'remessa-fuzz-'));
  try {
    await writeFile(join(folder, 'openapi.json'), JSON.stringify(order.operations));
    const report = join(folder, 'report.json');
    const child = spawn(order.schemathesis, argumentsFor(order, report), {
      // Its memory of earlier runs stays in this folder: a seed alone says what is tried.
      cwd: folder,
      env: { ...process.env, SCHEMATHESIS_HOOKS: 'hooks', PYTHONPATH: `${projectRoot}dev/fuzz` },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    await once(child, 'exit');
    if (!existsSync(report)) throw new StackError('schemathesis ended without a report; see above.');
    return readReport(order.stage, JSON.parse(readFileSync(report, 'utf8')));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function argumentsFor({ api, key, stage, seed, seconds }: FuzzOrder, report: string): string[] {
  return [
    ...['--no-color', '--config-file', `${projectRoot}dev/fuzz/schemathesis.toml`],
    ...['run', 'openapi.json', '--url', api, '--header', `Authorization: Bearer ${key}`],
    ...['--phases', phases[stage], '--checks', checks.join(',')],
    ...['--continue-on-failure', '--warnings', 'off', '--generation-database', 'none'],
    ...['--seed', String(seed), '--max-time', String(seconds), '--request-timeout', '30'],
    ...['--report', 'json', '--report-json-path', report],
  ];
}

interface Report {
  operations: { selected: number; tested: number };
  test_cases: { generated: number; unique_failures: number; errored: number };
  errors: unknown[];
}

function readReport(stage: Stage, { operations, test_cases, errors }: Report): Fuzzed {
  return {
    stage,
    operations: operations.selected,
    tested: operations.tested,
    calls: test_cases.generated,
    findings: test_cases.unique_failures + test_cases.errored + errors.length,
  };
}
