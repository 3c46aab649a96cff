import { readdirSync, readFileSync } from 'node:fs';
import { DefaultLogger, Runtime, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { WorkflowType } from '../../domain/messages.ts';
import { registry } from '../../worker/registry.ts';

const folder = new URL('../histories/', import.meta.url);

interface Recorded {
  workflowId: string;
  // As `historyToJSON` writes it.
  history: { events: { workflowExecutionStartedEventAttributes?: { workflowType: { name: string } } }[] };
}

const histories: Recorded[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({
    workflowId: name,
    history: JSON.parse(readFileSync(new URL(name, folder), 'utf8')),
  }));

const typeOf = ({ history }: Recorded): string | undefined =>
  history.events[0]?.workflowExecutionStartedEventAttributes?.workflowType.name;

/** Replays histories. Returns the errors, by the name of the history. */
async function replay(workflowBundle: WorkflowBundleOption, recorded: readonly Recorded[]) {
  const errors = new Map<string, Error>();
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, [...recorded])) {
    if (error) errors.set(workflowId, error);
  }
  return errors;
}

/** Runs that began under an earlier release go on under this one: the code must retrace every recorded history. */
describe('recorded histories', () => {
  beforeAll(() => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
  });

  it.each(Object.keys(registry.workflows))('there is one of the workflow %s', (type) => {
    expect(histories.map(typeOf)).toContain(type);
  });

  it('are retraced by today’s workflows', async () => {
    const errors = await replay({ codePath: inject('workflowBundle') }, histories);
    expect([...errors].map(([name, { message }]) => `${name}: ${message}`)).toEqual([]);
  });

  it.each<[string, WorkflowType, string, string]>([
    ['leaves out a step', 'accountReconciliation', 'await readStatement(start);', ''],
    ['does another step', 'receivableDocument', 'ledger.readDocument(start)', 'ledger.noteOverdue(start)'],
    ['swaps two steps', 'settlementReturn', '.finishLoading(', '.processReturnItems('],
  ])('are not retraced by a workflow that %s (%s)', async (_, type, from, to) => {
    const code = readFileSync(inject('workflowBundle'), 'utf8');
    const broken = code.replaceAll(from, to);
    expect(broken).not.toBe(code);
    const recorded = histories.filter((each) => typeOf(each) === type);
    const errors = [...(await replay({ code: broken }, recorded)).values()];
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) expect(error).toBeInstanceOf(DeterminismViolationError);
  });

  // The example of CONTRIBUTING.md.
  it('are retraced by a workflow that swaps two steps behind `patched`', async () => {
    const code = readFileSync(inject('workflowBundle'), 'utf8');
    const [, charges, statement] =
      code.match(/(await sweepCharges\(start\);)\s+(await readStatement\(start\);)/) ?? [];
    const isPatched = `(0,_temporalio_workflow__WEBPACK_IMPORTED_MODULE_0__.patched)('2026-12-statement-first')`;
    const changed = code.replace(
      /await sweepCharges\(start\);\s+await readStatement\(start\);/,
      `if (${isPatched}) { ${statement} ${charges} } else { ${charges} ${statement} }`,
    );
    expect(changed).not.toBe(code);
    const recorded = histories.filter((each) => typeOf(each) === 'accountReconciliation');
    expect(await replay({ code: changed }, recorded)).toEqual(new Map());
    const unpatched = changed.replace(isPatched, 'true');
    expect((await replay({ code: unpatched }, recorded)).size).toBe(recorded.length);
  });
});
